package dev.gatehouse.web.policy.entity;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an administrator decided, in layers.
 *
 * @param everyone the first layer; its modes are complete
 * @param groups in the order of their priority: where a person is in several, the later one goes before the earlier
 * @param users by user name
 */
public record PolicyDocument(Layer everyone, List<Named> groups, List<Named> users, Publishing publishing) {

    /** A layer for a group, or for a user. */
    public record Named(String name, Layer layer) {}

    /**
     * What the next version needs before it can be published.
     *
     * @param secondPerson an administrator who is not its author
     * @param passingTests all saved cases give the expected answer
     */
    public record Publishing(boolean secondPerson, boolean passingTests) {

        public static final Publishing AS_SHIPPED = new Publishing(false, false);
    }

    public PolicyDocument {
        groups = List.copyOf(groups);
        users = List.copyOf(users);
    }

    /** A layer that holds for somebody, with its name. */
    public record Placed(LayerId id, Layer layer) {}

    /** The layers that hold for this person, the first first. */
    public List<Placed> layersOf(Subject subject) {
        Set<String> memberOf = subject.groups();
        Stream<Placed> all = Stream.of(new Placed(LayerId.EVERYONE, everyone));
        all = Stream.concat(
                all,
                groups.stream()
                        .filter(group -> memberOf.contains(group.name()))
                        .map(group -> new Placed(LayerId.group(group.name()), group.layer())));
        all = Stream.concat(
                all,
                users.stream()
                        .filter(user -> user.name().equals(subject.username()))
                        .map(user -> new Placed(LayerId.user(user.name()), user.layer())));
        return all.toList();
    }

    /** All layers, in the order of the document. */
    public Stream<Placed> layers() {
        return Stream.concat(
                Stream.of(new Placed(LayerId.EVERYONE, everyone)),
                Stream.concat(
                        groups.stream().map(group -> new Placed(LayerId.group(group.name()), group.layer())),
                        users.stream().map(user -> new Placed(LayerId.user(user.name()), user.layer()))));
    }
}
