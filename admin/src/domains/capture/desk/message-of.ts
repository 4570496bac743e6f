import { ApiError, sentenceOf } from '../../../api';

/** The Chinese sentence of what went wrong on this PC: the camera, the picture's maker and the store say it themselves. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return sentenceOf(error);
  return error instanceof Error && /[\u4e00-\u9fff]/.test(error.message) ? error.message : '没有成功，请再试一次；仍不行请刷新页面，已拍的照片都在本机。';
}
