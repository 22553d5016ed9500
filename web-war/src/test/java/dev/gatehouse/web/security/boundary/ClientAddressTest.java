package dev.gatehouse.web.security.boundary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private static final String PROXY = "10.0.0.1";

    private static String forwarded(String... lines) {
        return ClientAddress.of(Incoming.from(PROXY, Map.of("X-Forwarded-For", List.of(lines))), true);
    }

    @Test
    void onlyWhatOurOwnProxyWroteCountsWhetherItAppendsOrAddsALine() {
        assertEquals("192.0.2.7", forwarded("192.0.2.7"));
        assertEquals("192.0.2.7", forwarded("198.51.100.1, 192.0.2.7"));
        assertEquals("192.0.2.7", forwarded("198.51.100.1", "192.0.2.7"));
        assertEquals("192.0.2.7", forwarded("198.51.100.1, 198.51.100.2", "203.0.113.9,192.0.2.7"));
    }

    @Test
    void withoutAProxyTheHeaderIsAnyonesInvention() {
        var request = Incoming.from("192.0.2.1", Map.of("X-Forwarded-For", List.of("203.0.113.9")));
        assertEquals("192.0.2.1", ClientAddress.of(request, false));
    }

    @Test
    void whatIsNoAddressIsNotCountedAsOne() {
        assertEquals(PROXY, forwarded("unknown"));
        assertEquals(PROXY, forwarded(" "));
        assertEquals(PROXY, forwarded("1:2:3"));
        assertEquals(PROXY, forwarded());
    }

    @Test
    void allAddressesOfOneIp6CustomerAreOne() {
        String one = forwarded("2001:db8:1:2::1");
        assertEquals(one, forwarded("2001:db8:1:2:aaaa:bbbb:cccc:dddd"));
        assertEquals(one, forwarded("[2001:DB8:1:2::7]:4711"));
        assertNotEquals(one, forwarded("2001:db8:1:3::1"));
        assertEquals(one, ClientAddress.of(Incoming.from("2001:db8:1:2:0:0:0:9%eth0", Map.of()), true));
    }

    @Test
    void aPortIsNoPartOfTheAddressAndAMappedAddressIsTheOneItMaps() {
        assertEquals("192.0.2.7", forwarded("192.0.2.7:50123"));
        assertEquals("192.0.2.7", forwarded("::ffff:192.0.2.7"));
    }
}
