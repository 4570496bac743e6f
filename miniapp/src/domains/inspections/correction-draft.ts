import { forget, recall, remember } from '@/storage';

/** 改正说明 while it is being written; kept on the phone until the server has it. */
export const recallNote = (problemId: string) => recall<string>(`correction:${problemId}`) ?? '';
export const rememberNote = (problemId: string, note: string) => remember(`correction:${problemId}`, note);
export const forgetNote = (problemId: string) => forget(`correction:${problemId}`);
