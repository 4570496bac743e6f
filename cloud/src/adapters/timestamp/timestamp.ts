/** 可信时间戳: an authority that is not us says when something existed. */
export interface TimestampAuthority {
  /** A token over these bytes, already proven against the configured root. Throws ProviderError. */
  stamp(bytes: Buffer): Promise<ReceivedTimestamp>;
}

export interface ReceivedTimestamp {
  /** TimeStampToken of RFC 3161 in DER: whoever holds it can prove it without us and without the authority. */
  token: Buffer;
  at: Date;
  /** The name under which the authority signs. */
  authority: string;
}
