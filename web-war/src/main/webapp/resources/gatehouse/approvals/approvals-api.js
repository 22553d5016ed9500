// The JSON boundary of the inbox and of leases.

import { request } from '../chat/api.js';

const question = (id) => `approvals/${encodeURIComponent(id)}`;
const lease = (id) => `leases/${encodeURIComponent(id)}`;

export const approvalsApi = {
  inbox: () => request('GET', 'approvals'),
  whole: (id) => request('GET', question(id)),
  context: (id) => request('GET', `${question(id)}/context`),
  ofOwn: (session) => request('GET', `approvals/of/${encodeURIComponent(session)}`),
  answer: (id, type, fields) => request('POST', question(id), { type, ...fields }),
  deny: (questions, reason) => request('POST', 'approvals/denials', { questions, reason }),
};

export const leasesApi = {
  list: () => request('GET', 'leases'),
  own: () => request('GET', 'leases/own'),
  ask: (mode, minutes, reason) => request('POST', 'leases', { mode, minutes, reason }),
  grant: (id, minutes, note) => request('POST', `${lease(id)}/grant`, { minutes, note }),
  refuse: (id, note) => request('POST', `${lease(id)}/refuse`, { note }),
  withdraw: (id) => request('POST', `${lease(id)}/withdraw`),
  end: (id) => request('POST', `${lease(id)}/end`),
  signInAgain: (password) => request('POST', 'sign-in-again', { password }),
  breakGlass: (mode, minutes, reason) => request('POST', 'leases/break-glass', { mode, minutes, reason }),
};
