import type { AnswerOf, imageProblems, RequestOf, returnCodes } from '@yongche/contract';

/** The deal as the server tells it. */
export type ServerDeal = AnswerOf<'POST /counter-deals'>;
/** What the station needs to work, kept for the time without a network. */
export type StationFacts = AnswerOf<'GET /capture-station'>;
/** The agent who handles the transfer, as the register tells. */
export type Agent = AnswerOf<'GET /capture-station/certificate'>;
/** What is entered of car and parties. */
export type DealInput = Omit<RequestOf<'POST /counter-deals'>['body'], 'id' | 'batchId' | 'certificateNumber'>;
export type ImageProblem = keyof typeof imageProblems;
/** 核对退回代码, R01 to R13. */
export type ReturnCode = keyof typeof returnCodes;

/** How a picture came: from the camera, pasted or chosen, or from the folder into which a scanner writes. */
export type PictureSource = 'document_camera' | 'album' | 'scanner';

/** A picture ready to be handed in: straightened, within its budget, with its fingerprint. */
export interface TakenPicture {
  jpeg: Blob;
  /** SHA-256 of `jpeg`, in hex. */
  sha256: string;
  width: number;
  height: number;
  /** JPEG of at most 360 pixels. */
  thumbnail: Blob;
  /** Moment in UTC, by this PC's clock. */
  capturedAt: string;
  source: PictureSource;
  /** What this PC sees wrong with it at once, by the limits of the photo rules; the server judges again. */
  problems: ImageProblem[];
}

/** A picture of a deal as this PC keeps it; its bytes lie beside, until the server has them. */
export interface KeptPicture extends Omit<TakenPicture, 'jpeg' | 'thumbnail'> {
  /** Named by this PC, and the server's name too. */
  id: string;
  slot: string;
  bytes: number;
  /** `refused`: the server does not take it, see `refusal`. */
  state: 'waiting' | 'sending' | 'arrived' | 'refused';
  /** The server's verdict, once it has arrived. */
  image: ServerDeal['slots'][number]['images'][number] | null;
  refusal: string | null;
  /** The picture of this deal whose place it takes, where its type allows several. */
  replaces: string | null;
  /** Why the operator wants it taken again, though the machine saw nothing wrong with it. */
  marked: ReturnCode | null;
}

/** 柜台交易 as this PC keeps it, from the first entry until the server has all of it. */
export interface CounterDeal {
  /** Named by this PC, and the server's name too. */
  id: string;
  batchId: string | null;
  /** The operator whose deal it is: it goes up in this person's sessions only. */
  staffId: string;
  agent: Agent;
  input: DealInput;
  /** By position of the party: when it was noted that the person read the notice and agreed. */
  notifiedAt: (string | null)[];
  pictures: KeptPicture[];
  begunAt: string;
  /** What the operator wants: to go on, to complete it (F2), or to cancel it. */
  intent: 'capture' | 'complete' | 'cancel';
  cancelReason: string | null;
  /**
   * `open`: on the station; `closing`: everything is taken, the rest happens by itself; `attention`: the server stopped it, the
   * operator must do something; `completed` and `cancelled`: over.
   */
  stage: 'open' | 'closing' | 'attention' | 'completed' | 'cancelled';
  /** Why it needs the operator: one sentence per matter, each with its slot where it speaks of one. */
  matters: { sentence: string; slot: string | null }[];
  /** 流水号, once the server has it. */
  serial: string | null;
  completedAt: string | null;
}
