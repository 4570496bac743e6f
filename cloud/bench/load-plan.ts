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
  /** Whether deals are submitted and completed; otherwise they end with their last picture. */
  submits: boolean;
  /** With more deals under way than this nothing new is begun: the rate cannot be held. */
  mostWaiting: number;
  /** So long after the last deal has begun, what is not done by then counts as failed. */
  lastSeconds: number;
}

/** What it saw. */
export interface LoadResult {
  /** By kind of request. */
  kinds: Record<string, { milliseconds: number[]; failed: number }>;
  /** Done from beginning to end. */
  deals: number;
  pictures: number;
  failures: Record<string, number>;
  /** Deals that were begun and not done when the last one arrived. */
  waitingAtEnd: number;
  /** After how many seconds too many were under way. */
  brokeOffAfter?: number;
}

/** What the server tells of its last two seconds. */
export interface ServerNews {
  /** How often a connection to the database had to be waited for. */
  connectionWaits: number;
  /** Share of the time in which its main thread worked. */
  busy: number;
  /** By how many milliseconds its main thread was late, p99. */
  loopMs: number;
}
