package dev.gatehouse.web.portal;

import java.util.EnumSet;
import java.util.Set;

/** Who may do something; everyone else is refused. */
enum Circle {
    ANYONE(EnumSet.allOf(Person.class)),
    SIGNED_IN(EnumSet.complementOf(EnumSet.of(Person.ANONYMOUS))),
    APPROVERS(EnumSet.of(Person.APPROVER)),
    CONSOLE(EnumSet.of(Person.AUDITOR, Person.ADMINISTRATOR)),
    ADMINISTRATORS(EnumSet.of(Person.ADMINISTRATOR));

    /** One of each kind. */
    enum Person {
        ANONYMOUS,
        USER,
        APPROVER,
        AUDITOR,
        ADMINISTRATOR
    }

    private final Set<Person> admitted;

    Circle(Set<Person> admitted) {
        this.admitted = admitted;
    }

    boolean admits(Person person) {
        return admitted.contains(person);
    }
}
