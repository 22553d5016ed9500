package dev.gatehouse.web.tryit.boundary;

import dev.gatehouse.contract.ContractJson;
import dev.gatehouse.contract.ContractJson.MalformedException;
import dev.gatehouse.contract.GatehouseException;
import dev.gatehouse.contract.ProblemCode;
import dev.gatehouse.contract.ToolCall;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;

/** A tool call as it is typed: for the common tools one field, for any other its name and JSON. */
public class CallForm implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 20_000;

    private Kind kind = Kind.COMMAND;
    private String text = "";
    private String tool = "";
    private String json = "{}";

    /** The tools that have a field of their own. */
    public enum Kind {
        COMMAND("Run a command", "Command", "git status", "Bash", "command"),
        READ("Read a file", "File, with its full path or as seen from the workspace", "README.md", "Read", "file_path"),
        WRITE(
                "Write a file",
                "File, with its full path or as seen from the workspace",
                "notes.txt",
                "Write",
                "file_path"),
        FETCH("Fetch a web page", "Address", "https://example.com/", "WebFetch", "url"),
        SEARCH("Search the web", "Words", "weather tomorrow", "WebSearch", "query"),
        OTHER("Another tool", "", "", "", "");

        private final String label;
        private final String field;
        private final String example;
        private final String toolName;
        private final String key;

        Kind(String label, String field, String example, String toolName, String key) {
            this.label = label;
            this.field = field;
            this.example = example;
            this.toolName = toolName;
            this.key = key;
        }

        public String getLabel() {
            return label;
        }

        public String getField() {
            return field;
        }

        public String getExample() {
            return example;
        }
    }

    /** @throws GatehouseException {@code INVALID_VALUE} with what to mend */
    ToolCall call() {
        if (kind == Kind.OTHER) {
            return other();
        }
        if (text == null || text.isBlank() || text.length() > MOST) {
            throw invalid("Fill in the field below the tool.");
        }
        var input = Json.createObjectBuilder().add(kind.key, text);
        switch (kind) {
            case WRITE -> input.add("content", "x");
            case FETCH -> input.add("prompt", "What does it say?");
            case COMMAND, READ, SEARCH, OTHER -> {
                // one field is the whole input
            }
        }
        return new ToolCall(kind.toolName, input.build());
    }

    private ToolCall other() {
        if (json == null || json.length() > MOST) {
            throw invalid("The input is too long.");
        }
        try {
            JsonObject input = ContractJson.parse(json);
            return new ToolCall(tool == null ? "" : tool.strip(), input);
        } catch (MalformedException e) {
            throw invalid("The input must be one JSON object, like {\"pattern\":\"*.txt\"}.");
        } catch (IllegalArgumentException e) {
            throw invalid("Name the tool, for example Glob.");
        }
    }

    /** Shows a call that was made before. */
    void show(ToolCall call) {
        kind = Kind.OTHER;
        tool = call.tool();
        json = call.input().toString();
        for (Kind each : Kind.values()) {
            boolean plain = each != Kind.OTHER
                    && each.toolName.equals(call.tool())
                    && call.input().containsKey(each.key);
            if (plain
                    && (each != Kind.WRITE && each != Kind.FETCH ? call.input().size() == 1 : true)) {
                kind = each;
                text = call.input().getString(each.key, "");
            }
        }
    }

    private static GatehouseException invalid(String detail) {
        return new GatehouseException(ProblemCode.INVALID_VALUE, detail);
    }

    public Kind[] getKinds() {
        return Kind.values();
    }

    public Kind getKind() {
        return kind;
    }

    public void setKind(Kind kind) {
        this.kind = kind;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public String getTool() {
        return tool;
    }

    public void setTool(String tool) {
        this.tool = tool;
    }

    public String getJson() {
        return json;
    }

    public void setJson(String json) {
        this.json = json;
    }

    public boolean isOther() {
        return kind == Kind.OTHER;
    }
}
