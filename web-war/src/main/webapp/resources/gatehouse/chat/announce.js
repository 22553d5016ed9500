// What a screen reader hears, and what the browser's title shows of it.

export class Announcer {
  #polite;
  #urgent;

  constructor(polite, urgent) {
    this.#polite = polite;
    this.#urgent = urgent;
  }

  say(text) {
    this.#put(this.#polite, text);
  }

  /** For what waits on the person. */
  ask(text) {
    this.#put(this.#urgent, text);
  }

  #put(region, text) {
    region.textContent = '';
    setTimeout(() => (region.textContent = text), 50);
  }

  /** @param waiting open questions in all conversations */
  title(conversation, waiting, working) {
    const mark = waiting ? `(${waiting}) ` : working ? '● ' : '';
    document.title = `${mark}${conversation || 'Chat'} · Gatehouse`;
  }
}

/** What to say about an event that just arrived; null for most. */
export function announcement(event) {
  switch (event.type) {
    case 'PermissionRequested':
      return { urgent: true, text: `Claude asks to use ${event.tool}. Your answer is needed.` };
    case 'QuestionAsked':
      return { urgent: true, text: `Claude asks: ${event.questions[0]?.question ?? 'a question'}` };
    case 'PlanProposed':
      return { urgent: true, text: 'Claude proposes a plan. Your answer is needed.' };
    case 'TurnCompleted':
      if (event.outcome === 'FAILED') return { urgent: true, text: `The turn failed. ${event.message ?? ''}` };
      if (event.outcome === 'INTERRUPTED') return { urgent: false, text: 'Stopped.' };
      return { urgent: false, text: event.denials ? `Claude has finished; ${event.denials} calls were refused.` : 'Claude has finished.' };
    case 'SessionFailed':
      return { urgent: true, text: event.message };
    default:
      return null;
  }
}
