package dev.gatehouse.contract;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The secrets web and agent share: the first signs, all verify, at most two at a time so that a key can be changed
 * without a stop.
 *
 * <p>Written as one {@code kid:secret} a line, the secret base64url of at least 256 bits (RFC 7518, 3.2).
 */
public record ServiceKeys(List<Key> keys) {

    public static final int MIN_BYTES = 32;
    public static final int MAX_KEYS = 2;

    public ServiceKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("expected one or two keys, found " + keys.size());
        }
        if (keys.stream().map(Key::id).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("two keys have the same kid");
        }
    }

    /** A secret that never prints itself. */
    public record Key(String id, byte[] secret) {

        public Key {
            secret = secret.clone();
            if (id.isBlank()) {
                throw new IllegalArgumentException("a key needs a kid");
            }
            if (secret.length < MIN_BYTES) {
                throw new IllegalArgumentException(
                        "the secret of key " + id + " has " + secret.length * 8 + " bits, it needs at least 256");
            }
        }

        @Override
        public byte[] secret() {
            return secret.clone();
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    /** @throws IllegalArgumentException with a message fit for an administrator, never holding the secret. */
    public static ServiceKeys parse(String text) {
        List<Key> keys = new ArrayList<>();
        for (String line :
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("each line must read kid:secret");
            }
            byte[] secret;
            try {
                secret = Base64.getUrlDecoder().decode(line.substring(colon + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the secret of key " + line.substring(0, colon) + " is not base64url");
            }
            keys.add(new Key(line.substring(0, colon), secret));
        }
        return new ServiceKeys(keys);
    }

    public Key signing() {
        return keys.get(0);
    }

    public Optional<Key> byId(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
