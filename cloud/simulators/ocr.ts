import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Call, note } from './calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from './faults';
import { secretWord } from './keys';
import { signatureProblem } from './kms/signature';
import { listenLocally, readBody, sendJson } from './local-server';

export type OcrOperation =
  | 'RecognizeIdcard'
  | 'RecognizeVehicleLicense'
  | 'RecognizeBusinessLicense'
  | 'RecognizeVehicleRegistration'
  | 'RecognizeUsedCarInvoice'
  | 'RecognizeCarVinCode'
  | 'RecognizeCarNumber'
  | 'RecognizeAdvanced';

/** 阿里云文字识别: it cannot read, so it is told what stands on a picture; requests are signed by ACS3-HMAC-SHA256. */
export interface OcrSimulator {
  url: string;
  /** What the product is configured by. */
  env: Record<string, string>;
  calls: Call<OcrOperation>[];
  /** From now on this picture shows that: the content of `Data` for this operation; every other one does not know the document. */
  shows(picture: Buffer, operation: OcrOperation, data: object): void;
  failNext(fault: Fault, operation?: OcrOperation): void;
  close(): Promise<void>;
}

const accessKeyId = 'LTAI000000000000ocr';
const version = '2021-07-07';
const largest = 10 * 1024 * 1024;

/** The names of a page's values as the service gives them, with place and sureness (0–100) of each, on a page of 1,000 × 600. */
export function pageOf(values: Record<string, unknown>, { probability = 99, angle = 0 } = {}) {
  const infos = Object.entries(values).map(([key, value], at) => {
    const [top, bottom] = [20 + 40 * at, 50 + 40 * at];
    return { key, keyProb: 100, value, valueProb: probability, valuePos: [{ x: 100, y: top }, { x: 500, y: top }, { x: 500, y: bottom }, { x: 100, y: bottom }] };
  });
  return { angle, data: values, ftype: 0, width: 1000, height: 600, orgWidth: 1000, orgHeight: 600, prism_keyValueInfo: infos, sliceRect: { x0: 0, y0: 0, x1: 1000, y1: 0, x2: 1000, y2: 600, x3: 0, y3: 600 } };
}

/** Lines as `RecognizeAdvanced` gives them, one below the other. */
export function linesOf(lines: string[], probability = 99) {
  const words = lines.map((word, at) => {
    const [top, right] = [30 + 60 * at, 50 + 40 * [...word].length];
    return { word, prob: probability, angle: 0, direction: 0, pos: [{ x: 50, y: top }, { x: right, y: top }, { x: right, y: top + 40 }, { x: 50, y: top + 40 }], x: 50, y: top, width: right - 50, height: 40 };
  });
  return { content: lines.join(' '), width: 2000, height: 1500, orgWidth: 2000, orgHeight: 1500, prism_version: '1.0.9', prism_wnum: lines.length, prism_wordsInfo: words };
}

export async function startOcr({ directory, port }: { directory: string; port: number }): Promise<OcrSimulator> {
  const accessKeySecret = secretWord(directory, 'ocr-access-key-secret');
  const faults = createFaults<OcrOperation>();
  const calls: Call<OcrOperation>[] = [];
  const known = new Map<string, { operation: OcrOperation; data: object }>();
  const digestOf = (picture: Buffer) => createHash('sha256').update(picture).digest('hex');

  const server = await listenLocally(port, async (request, response) => {
    const operation = String(request.headers['x-acs-action'] ?? '') as OcrOperation;
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    const body = await readBody(request, largest + 1);
    const requested = new URL(request.url ?? '', 'http://localhost');
    const problem = signatureProblem({ method: request.method ?? '', path: requested.pathname, query: requested.searchParams, headers: request.headers, body }, { accessKeyId, accessKeySecret });
    if (problem) return refuse(response, problem.status, problem.code, problem.message);
    if (request.headers['x-acs-version'] !== version) return refuse(response, 404, 'InvalidVersion', 'Specified parameter Version is not valid.');
    note(calls, operation, { bytes: body.length });
    if (fault === 'refuse') return refuse(response, 403, 'noPermission', 'You are not authorized to perform this operation.');
    if (fault === 'rate_limited') return refuse(response, 429, 'Throttling.User', 'Request was denied due to user flow control.');
    if (body.length > largest) return refuse(response, 400, 'exceededImageContent', 'Image content exceeds 10MB.');
    const shown = known.get(digestOf(body));
    if (shown?.operation !== operation) return refuse(response, 400, 'unmatchedImageType', 'The type of image does not match the API operation.');
    const answer = { RequestId: randomUUID(), Data: JSON.stringify(fault === 'tampered' ? { data: 'something else' } : shown.data) };
    if (fault === 'truncated') return sendTruncated(response, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(answer)));
    if (fault === 'lost_answer') return void response.destroy();
    sendJson(response, 200, answer);
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    env: { OCR_PROVIDER: 'aliyun', ALIYUN_OCR_ACCESS_KEY_ID: accessKeyId, ALIYUN_OCR_ACCESS_KEY_SECRET: accessKeySecret, ALIYUN_OCR_ENDPOINT: url },
    calls,
    shows: (picture, operation, data) => void known.set(digestOf(picture), { operation, data }),
    failNext: faults.failNext,
    close: server.close,
  };
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { RequestId: randomUUID(), HostId: 'ocr-api.cn-hangzhou.aliyuncs.com', Code: code, Message: message });
}
