import type { documentFields, documentKinds } from '@yongche/contract';

export type DocumentKind = keyof typeof documentKinds;
export type DocumentField = keyof typeof documentFields;

/** Part of a picture, as shares (0–1) of the upright picture's width and height. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One field that stands on a picture, normalised as `documentFields` says. */
export interface ReadField {
  field: DocumentField;
  value: string;
  /** 0–1; a check digit that holds raises it, one that does not lowers it. */
  confidence: number;
  /** Null where the engine does not tell. */
  box: Box | null;
}

/** A line of print or writing, as it stands on the picture. */
export interface ReadLine {
  text: string;
  confidence: number;
  box: Box;
}

/** What an engine read from one picture. */
export interface Reading {
  /** Engine and version, such as `pp-ocrv4-mobile/1`. */
  engine: string;
  /** What the picture shows, whatever it was taken for; null where the engine cannot tell. */
  kind: DocumentKind | null;
  /** 0–1. */
  kindConfidence: number;
  fields: ReadField[];
  lines: ReadLine[];
}

/** 读取: reads one picture. */
export interface DocumentReader {
  /** As it stands in `Reading.engine`. */
  engine: string;
  /** Set where it reads on this machine: if it does not answer it is the picture that broke it, not a service that is away. */
  onThisMachine?: true;
  /**
   * @param picture JPEG, PNG or WebP
   * @param expected what the picture was taken for: it chooses fields and alphabets, and never makes a kind out of another
   * @throws ProviderError where the engine does not answer, or cannot read the bytes
   */
  read(picture: Buffer, expected: DocumentKind): Promise<Reading>;
  /** Ends threads and connections. */
  close(): Promise<void>;
}
