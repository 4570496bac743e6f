/** Something about this computer or its settings keeps the local run from starting; the message says what to do. */
export class LocalRunError extends Error {}
