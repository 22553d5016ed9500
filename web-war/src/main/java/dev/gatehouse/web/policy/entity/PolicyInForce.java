package dev.gatehouse.web.policy.entity;

/**
 * The version that decides.
 *
 * @param number of the version
 * @param revision counts every change of any grant of the portal; higher holds
 */
public record PolicyInForce(long number, PolicyDocument document, long revision) {}
