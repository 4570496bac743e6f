/** What the process of the clients is told to do. */
export interface LoadOrder {
  url: string;
  agents: string[];
  operators: string[];
  marketId: string;
  dealsPerSecond: number;
  seconds: number;
  /** Cars are numbered, so that no two deals are of the same. */
  firstNumber: number;
}

/** What it saw. */
export interface LoadResult {
  /** By kind of request. */
  kinds: Record<string, { milliseconds: number[]; failed: number }>;
  /** Done from beginning to end. */
  deals: number;
  pictures: number;
  failures: Record<string, number>;
  /** When the last deal was done, in seconds since the beginning. */
  lastAt: number;
  /** Deals that were begun and not done when the last one arrived. */
  waitingAtEnd: number;
}
