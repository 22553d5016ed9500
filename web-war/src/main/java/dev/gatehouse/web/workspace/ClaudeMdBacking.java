package dev.gatehouse.web.workspace;

import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.web.messages.PageMessages;
import dev.gatehouse.web.security.control.Viewer;
import dev.gatehouse.web.sessions.AgentClient;
import dev.gatehouse.web.sessions.AgentClient.Memory;
import dev.gatehouse.web.sessions.Asker;
import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** My CLAUDE.md. What was typed is never thrown away: a conflict leaves it in the editor. */
@Named("claudeMd")
@ViewScoped
public class ClaudeMdBacking implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private Viewer viewer;

    @Inject
    private AgentClient agent;

    private String text = "";
    private String version = "";
    private boolean readable;
    private boolean conflict;

    @PostConstruct
    void open() {
        load();
    }

    /** Shows what is kept at the agent. */
    public void load() {
        Asker asker = Asker.of(viewer.require());
        readable = PageMessages.attempt(() -> {
            Memory memory = agent.claudeMd(asker);
            text = memory.text();
            version = memory.version();
            conflict = false;
        });
    }

    public void save() {
        Asker asker = Asker.of(viewer.require());
        try {
            version =
                    agent.saveClaudeMd(asker, new Memory(normalised(), version)).version();
            conflict = false;
            PageMessages.done("Saved. Claude reads it when a conversation is started or woken next.");
        } catch (GatehouseException e) {
            conflict = e.problem().code() == ProblemCode.CONFLICT;
            if (!conflict) {
                PageMessages.problem(e.problem().detail());
            }
        }
    }

    /** Saves over what was saved elsewhere; asked for after the conflict was shown. */
    public void saveAnyway() {
        Asker asker = Asker.of(viewer.require());
        if (PageMessages.attempt(() -> version = agent.claudeMd(asker).version())) {
            save();
        }
    }

    /** Browsers send CR LF (WHATWG HTML, 4.10.22); a file on a server has LF. */
    private String normalised() {
        return text == null ? "" : text.replace("\r\n", "\n");
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public boolean isReadable() {
        return readable;
    }

    public boolean isConflict() {
        return conflict;
    }
}
