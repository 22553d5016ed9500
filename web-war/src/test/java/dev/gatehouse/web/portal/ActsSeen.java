package dev.gatehouse.web.portal;

import dev.gatehouse.web.acts.AdministrativeAct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Put into the WAR under test: notes what was done to the portal, as {@code actor act subject {details}}. */
@ApplicationScoped
public class ActsSeen {

    private final List<String> acts = new CopyOnWriteArrayList<>();

    void happened(@Observes AdministrativeAct act) {
        acts.add(act.actor().name() + " " + act.act() + " " + act.subject() + " " + act.details());
    }

    List<String> acts() {
        return acts;
    }
}
