/** 实人核验: is the person before the phone the one of this name and ID number? The provider compares; no face comes to us. */
export interface FaceVerifier {
  /**
   * Begins a verification that is bound to this name and number.
   * `orderNo`: ours, at most 32 letters and digits. `returnUrl`: where Alipay goes afterwards. Throws ProviderError.
   */
  start(input: FaceStart): Promise<{ certifyId: string; faceUrl: string }>;
  /** What the provider says now, by the id that we kept; whatever the phone reports proves nothing. Throws ProviderError. */
  resultOf(certifyId: string): Promise<FaceResult>;
}

export interface FaceStart {
  orderNo: string;
  name: string;
  idNumber: string;
  returnUrl: string;
}

/** `reason` is the provider's Chinese sentence. `pending`: not begun, cancelled or left; it may still be done. */
export type FaceResult = { state: 'passed' } | { state: 'failed'; reason: string } | { state: 'pending' };
