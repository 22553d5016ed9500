// What is left of a lease, by a clock of the browser that nobody can set. Pure.

import { coarse } from '../approvals/inbox-state.js';

/**
 * @param lease {remainingMillis} as told at `toldAt`
 * @param toldAt, now of `performance.now()`
 */
export function leftOf({ remainingMillis = 0 }, toldAt, now) {
  return Math.max(0, remainingMillis - Math.max(0, now - toldAt));
}

export function leftText(millis) {
  return millis > 0 ? `${coarse(millis)} left` : 'ending now';
}
