// From an item of the conversation to its card: `{node, update(item), children?, tick?(), focus?()}`.

import { failureCard, lineCard, noticeCard, rawCard, turnCard } from './lines.js';
import { permissionCard } from './permission.js';
import { planCard } from './plan.js';
import { promptCard, textCard, thinkingCard } from './text.js';
import { questionCard } from './question.js';
import { toolCard } from './tool.js';

const CARDS = {
  prompt: promptCard,
  text: textCard,
  thinking: thinkingCard,
  tool: toolCard,
  permission: permissionCard,
  question: questionCard,
  plan: planCard,
  notice: noticeCard,
  failure: failureCard,
  turn: turnCard,
  line: lineCard,
  raw: rawCard,
};

export function card(item, context) {
  return CARDS[item.kind](item, context);
}
