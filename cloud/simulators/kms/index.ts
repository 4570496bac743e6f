import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from '../faults';
import { secretWord } from '../keys';
import { listenLocally, readBody, sendJson } from '../local-server';
import { signatureProblem } from './signature';

export type KmsOperation = 'GenerateDataKey' | 'Decrypt';

/** 阿里云 KMS: two master keys that never leave it, and one more that is switched off; requests signed by ACS3-HMAC-SHA256. */
export interface KmsSimulator {
  url: string;
  /** What the product is configured by. */
  env: Record<string, string>;
  /** Another master key of the same account, and one that is disabled. */
  otherKeyId: string;
  disabledKeyId: string;
  calls: Call<KmsOperation>[];
  failNext(fault: Fault, operation?: KmsOperation): void;
  close(): Promise<void>;
}

const accessKeyId = 'LTAI000000000000kms';
const keyIds = { first: 'key-hzz0000000000000000001', other: 'key-hzz0000000000000000002', disabled: 'key-hzz0000000000000000003' };
const version = '2016-01-20';

/** A refusal as the service words it. */
interface Refused {
  status: number;
  code: string;
  message: string;
}

export async function startKms({ directory, port }: { directory: string; port: number }): Promise<KmsSimulator> {
  const accessKeySecret = secretWord(directory, 'kms-access-key-secret');
  const faults = createFaults<KmsOperation>();
  const calls: Call<KmsOperation>[] = [];
  const masterKey = (keyId: string) => Buffer.from(secretWord(directory, `kms-${keyId}`, 32), 'hex');
  const known = (keyId: string) => Object.values(keyIds).includes(keyId);

  function generate(query: URLSearchParams) {
    const keyId = query.get('KeyId') ?? '';
    if (!known(keyId)) return refused(404, 'Forbidden.KeyNotFound', 'The specified Key is not found.');
    if (keyId === keyIds.disabled) return refused(409, 'Rejected.Disabled', 'The request was rejected because the key state is disabled.');
    if (query.get('KeySpec') !== 'AES_256') return refused(400, 'InvalidParameter', 'The specified parameter is not valid.');
    const key = randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', masterKey(keyId), nonce).setAAD(Buffer.from(keyId));
    const blob = Buffer.concat([Buffer.from(keyId.padEnd(40)), nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    return { KeyId: keyId, KeyVersionId: randomUUID(), Plaintext: key.toString('base64'), CiphertextBlob: blob.toString('base64'), RequestId: randomUUID() };
  }

  function decrypt(query: URLSearchParams) {
    const blob = Buffer.from(query.get('CiphertextBlob') ?? '', 'base64');
    const keyId = blob.subarray(0, 40).toString('latin1').trim();
    if (!known(keyId)) return refused(400, 'InvalidParameter', 'The parameter CiphertextBlob is invalid.');
    if (keyId === keyIds.disabled) return refused(409, 'Rejected.Disabled', 'The request was rejected because the key state is disabled.');
    try {
      const decipher = createDecipheriv('aes-256-gcm', masterKey(keyId), blob.subarray(40, 52)).setAAD(Buffer.from(keyId));
      decipher.setAuthTag(blob.subarray(-16));
      const key = Buffer.concat([decipher.update(blob.subarray(52, -16)), decipher.final()]);
      return { KeyId: keyId, KeyVersionId: randomUUID(), Plaintext: key.toString('base64'), RequestId: randomUUID() };
    } catch {
      return refused(400, 'Forbidden.InvalidCiphertext', 'The ciphertext is invalid.');
    }
  }

  const operations: Record<string, (query: URLSearchParams) => object> = { GenerateDataKey: generate, Decrypt: decrypt };

  const server = await listenLocally(port, async (request, response) => {
    const action = String(request.headers['x-acs-action'] ?? '');
    const operation = operations[action];
    const fault = operation && faults.take(action as KmsOperation);
    if (playedOnConnection(fault, request, response)) return;
    const body = await readBody(request);
    const requested = new URL(request.url ?? '', 'http://localhost');
    const problem = signatureProblem({ method: request.method ?? '', path: requested.pathname, query: requested.searchParams, headers: request.headers, body }, { accessKeyId, accessKeySecret });
    if (problem) return send(response, refused(problem.status, problem.code, problem.message));
    if (!operation || request.headers['x-acs-version'] !== version) return send(response, refused(404, 'InvalidAction.NotFound', 'Specified api is not found.'));
    note(calls, action as KmsOperation, Object.fromEntries(requested.searchParams));
    if (fault === 'refuse') return send(response, refused(403, 'Forbidden.NoPermission', 'This operation is forbidden by permission system.'));
    if (fault === 'rate_limited') return send(response, refused(429, 'Throttling.User', 'Request was denied due to user flow control.'));
    const answer = operation(requested.searchParams);
    if (fault === 'tampered') return send(response, { ...answer, Plaintext: 'AAAA' });
    if (fault === 'truncated') return sendTruncated(response, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(answer)));
    if (fault === 'lost_answer') return void response.destroy();
    send(response, answer);
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    env: { KMS_KEY_ID: keyIds.first, KMS_REGION: 'cn-hangzhou', KMS_ACCESS_KEY_ID: accessKeyId, KMS_ACCESS_KEY_SECRET: accessKeySecret, KMS_ENDPOINT: url },
    otherKeyId: keyIds.other,
    disabledKeyId: keyIds.disabled,
    calls,
    failNext: faults.failNext,
    close: server.close,
  };
}

const refused = (status: number, code: string, message: string): { refused: Refused } => ({ refused: { status, code, message } });

function send(response: ServerResponse, answer: object): void {
  if (!('refused' in answer)) return sendJson(response, 200, answer);
  const { status, code, message } = answer.refused as Refused;
  sendJson(response, status, { RequestId: randomUUID(), HostId: 'kms.cn-hangzhou.aliyuncs.com', Code: code, Message: message });
}
