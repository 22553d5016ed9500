// What someone may do with a question, and who else is being waited for, in words. Pure.

/** At most so many names; more are counted. */
const NAMES = 3;

export function someOf(names) {
  if (names.length === 0) return null;
  if (names.length <= NAMES) return names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return `${names.slice(0, NAMES).join(', ')} or ${names.length - NAMES} others`;
}

/**
 * @param question as the boundary tells it: {own, kind, answeredBy, right, endorsed: {byName, person}}
 * @param approvers names of those who may approve for the person; null where that is not known here
 * @returns {right, words}
 */
export function standingOf(question, approvers = null) {
  const { right, own, kind, answeredBy, endorsed } = question;
  if (kind === 'QUESTION') return { right, words: null };
  const who = approvers === null ? 'an approver' : someOf(approvers);
  if (own && who === null && (answeredBy === 'APPROVERS' || answeredBy === 'FOUR_EYES')) {
    return { right, words: 'Nobody approves for you: no group that you are in has an approver. Tell your administrator.' };
  }
  if (answeredBy === 'APPROVERS' && own) {
    return { right, words: `Waiting for ${who}, who decides this.` };
  }
  if (answeredBy === 'FOUR_EYES') return { right, words: fourEyes(question, who) };
  if (answeredBy === 'PERSON_OR_APPROVERS' && own && approvers?.length) {
    return { right, words: `You or ${who} can answer this; the first answer counts.` };
  }
  return { right, words: null };
}

function fourEyes({ own, requester, endorsed, right }, who) {
  if (!endorsed) {
    return own ? `Two have to allow this: you and ${who}.` : `Two have to allow this: ${requester} and you.`;
  }
  if (right === 'MAY_STILL_DENY') {
    return own ? `You have allowed this. Waiting for ${who}, who has to allow it too.` : `${endorsed.byName} has allowed this as the approver. Waiting for ${requester}.`;
  }
  return `${endorsed.byName} has allowed this already. It runs if you allow it too.`;
}
