// Conversations as this browser keeps them: nothing of them is kept by the server unless it is told to.

const NAME = "dateline.conversations";
const CURRENT = "dateline.conversation"; // of this tab, so that a reload shows it again
const MOST = 50;

let unkept = []; // used where the browser allows no storage

/**
 * Return the conversations, the latest first.
 *
 * @returns {{id: string, at: string, turns: object[]}[]}
 */
export function list() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isConversation) : [];
  } catch {
    return unkept;
  }
}

/**
 * Keep a conversation, and leave out the oldest ones where there is no room.
 *
 * @param {{id: string, at: string, turns: object[]}} conversation
 */
export function keep(conversation) {
  // Read again first: another tab may have kept one of its own.
  write([conversation, ...list().filter(({ id }) => id !== conversation.id)].slice(0, MOST));
}

/** Forget every conversation. */
export function clear() {
  write([]);
}

/**
 * Return the conversation that this tab showed last, or null.
 *
 * @returns {object|null}
 */
export function current() {
  const id = attempt(() => sessionStorage.getItem(CURRENT));
  return list().find((one) => one.id === id) ?? null;
}

/**
 * Return what an action on the storage of the browser returns; null where the browser forbids it.
 *
 * @param {() => any} action
 * @returns {any}
 */
export function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

/**
 * Remember which conversation this tab shows; null where it shows none.
 *
 * @param {string|null} id
 */
export function setCurrent(id) {
  attempt(() => (id ? sessionStorage.setItem(CURRENT, id) : sessionStorage.removeItem(CURRENT)));
}

/**
 * Return a turn whose answer has this id, or null.
 *
 * @param {string} id
 * @returns {object|null}
 */
export function turnOf(id) {
  return list().flatMap(({ turns }) => turns).find(({ answer }) => answer?.id === id) ?? null;
}

function isConversation(kept) {
  const { id, at, turns } = kept ?? {};
  return [id, at].every((one) => typeof one === "string") && Array.isArray(turns) && turns.length > 0
    && turns.every((turn) => typeof turn?.question === "string");
}

function write(conversations) {
  unkept = conversations;
  for (let left = conversations; ; left = left.slice(0, -1)) {
    const written = attempt(() => localStorage.setItem(NAME, JSON.stringify(left)) ?? true);
    if (written || left.length < 2) return; // what does not fit alone is not kept
  }
}
