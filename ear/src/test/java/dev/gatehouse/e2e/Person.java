package dev.gatehouse.e2e;

import java.util.Locale;
import java.util.UUID;

/**
 * An account at the portal of one pair.
 *
 * @param name shown in the portal
 */
record Person(RunningPair pair, String username, String name, String password) {

    static Person administrator(RunningPair pair) {
        return new Person(pair, "admin", "Administrator", pair.adminPassword());
    }

    /**
     * With a password of the person's own; the user name is nobody else's. By HTTP: how a person does it is a test of
     * its own, and all others begin sooner.
     */
    static Person create(RunningPair pair, String name) {
        String suffix = UUID.randomUUID().toString().substring(0, 6);
        return create(pair, name.toLowerCase(Locale.ROOT).replace(' ', '.') + "-" + suffix, name);
    }

    static Person create(RunningPair pair, String username, String name) {
        String oneTime = Accounts.create(pair, username, name);
        String chosen = UUID.randomUUID().toString();
        try (PortalClient client = PortalClient.signedIn(pair, username, oneTime)) {
            Accounts.choosePassword(client, oneTime, chosen);
        }
        return new Person(pair, username, name, chosen);
    }
}
