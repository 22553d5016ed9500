package dev.gatehouse.web.security.boundary;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From where a request came, for the throttle. */
final class ClientAddress {

    /** The part of an IPv6 address that a provider gives to one customer, who has all addresses below it. */
    private static final int CUSTOMER_BYTES = 8;

    /** With brackets, zone or port, as some proxies write it. */
    private static final Pattern IP6 =
            Pattern.compile("\\[?([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:%[^\\]]*)?(?:](?::\\d+)?)?");

    private static final Pattern IP4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d+)?");

    private ClientAddress() {}

    /** @return an IPv4 address, or the first 64 bits of an IPv6 address */
    static String of(HttpServletRequest request, boolean behindProxy) {
        Optional<String> forwarded = behindProxy ? ForwardedHeader.last(request, "X-Forwarded-For") : Optional.empty();
        return forwarded
                .flatMap(ClientAddress::key)
                .orElseGet(() -> key(request.getRemoteAddr()).orElseGet(request::getRemoteAddr));
    }

    private static Optional<String> key(String text) {
        Matcher four = IP4.matcher(text);
        if (four.matches()) {
            return Optional.of(four.group(1));
        }
        Matcher six = IP6.matcher(text);
        return six.matches() ? keyOfSix(six.group(1)) : Optional.empty();
    }

    private static Optional<String> keyOfSix(String literal) {
        try {
            // only a literal comes here, so no name is looked up
            InetAddress address = InetAddress.getByName("[" + literal + "]");
            return Optional.of(
                    address instanceof Inet6Address
                            ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), CUSTOMER_BYTES)) + "::/64"
                            : address.getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
