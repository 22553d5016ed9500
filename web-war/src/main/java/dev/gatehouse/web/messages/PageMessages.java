package dev.gatehouse.web.messages;

import dev.gatehouse.contract.GatehouseException;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/** Messages at the top of the page. */
public final class PageMessages {

    private PageMessages() {}

    /**
     * Runs an action of a page; a refusal becomes a message for the person.
     *
     * @return whether it worked
     */
    public static boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (GatehouseException e) {
            problem(e.problem().detail());
            return false;
        }
    }

    public static void done(String text) {
        add(FacesMessage.SEVERITY_INFO, text);
    }

    public static void problem(String text) {
        add(FacesMessage.SEVERITY_ERROR, text);
    }

    private static void add(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
    }
}
