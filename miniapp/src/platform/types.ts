import type { AnswerOf } from '@yongche/contract';
import type { hosts } from '@yongche/contract/vocabulary';
import type { ForwardRefExoticComponent, RefAttributes } from 'react';

export type Host = keyof typeof hosts;

export interface HttpRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body: unknown;
  headers: Record<string, string>;
}

/** An answer of any status; only a server that was not reached throws. */
export interface HttpAnswer {
  status: number;
  data: unknown;
}

/** A multipart form with one file: `fields` go first, the file last under the name `file`. */
export interface FormUpload {
  url: string;
  fields: Record<string, string>;
  /** A picture as `keepPicture` or `compressPicture` named it. */
  picture: string;
  /** 0…100. */
  onProgress(percent: number): void;
}

export interface UploadAnswer {
  status: number;
  text: string;
}

/** A picture ready for upload. */
export interface CompressedPicture {
  /** How this platform finds the file: a path, or a key of the browser's store. */
  picture: string;
  bytes: number;
  /** Of exactly these bytes, where the platform can tell it. */
  sha256?: string;
}

export interface CompressLimits {
  budgetBytes: number;
  /** Pixels. */
  longSide: number;
}

export interface CameraHandle {
  /** Takes one photo at the highest resolution and names it for `keepPicture`. */
  take(): Promise<string>;
}

export interface CameraProps {
  torch: boolean;
  /** A new value begins the picture stream anew. */
  turn: string;
  onReady(): void;
  /** Why there is no camera, in Chinese, with what to do. */
  onFail(reason: string): void;
}

export type CameraComponent = ForwardRefExoticComponent<CameraProps & RefAttributes<CameraHandle>>;

/** WGS-84, in degrees. */
export interface Position {
  latitude: number;
  longitude: number;
  accuracyMetres: number;
}

/** What the host's pay call wants of an order, signed by the server. */
export type PayLaunch = AnswerOf<'POST /payment-orders'>['launch'];

/** What the phone says when the pay page closes: which words to begin with, never a proof of payment. */
export type PayReturn = 'done' | 'cancelled' | 'failed' | 'unclear';

/** The button that opens the host's list of chats. */
export interface ForwardProps {
  text: string;
}
