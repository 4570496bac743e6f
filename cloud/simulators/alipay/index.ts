import { type Call, note } from '../calls';
import { createFaults, type Fault } from '../faults';
import { rsaKeys } from '../keys';
import { listenLocally, sendJson } from '../local-server';
import { answerCodeRequest, createLoginCodes } from '../login-codes';
import { type Certification, createCertifications, type Outcome } from './certifications';
import { answerFaceOutcome, answerFacePage } from './face-page';
import { answerGateway } from './gateway-v2';
import { answerOpenApi, type FaceOperation } from './open-api-v3';

export type AlipayOperation = 'oauth.token' | FaceOperation;

/** 支付宝开放平台: login (V2 gateway), face certification (V3) and the page in place of the camera. */
export interface AlipaySimulator {
  url: string;
  /** What the product is configured by. */
  env: Record<string, string>;
  calls: Call<AlipayOperation>[];
  failNext(fault: Fault, operation?: AlipayOperation): void;
  /** A one-time login code, as `my.getAuthCode` gives it. */
  issueCode(user: string): string;
  /** Decides as the person before the camera would; undefined where the certification is unknown or over. */
  decide(certifyId: string, outcome: Outcome): Certification | undefined;
  close(): Promise<void>;
}

const appId = '2021000000000001';

export async function startAlipay({ directory, port }: { directory: string; port: number }): Promise<AlipaySimulator> {
  const app = rsaKeys(directory, 'alipay-app');
  const alipay = rsaKeys(directory, 'alipay-platform');
  const foreign = rsaKeys(directory, 'foreign');
  const codes = createLoginCodes();
  const certifications = createCertifications();
  const faults = createFaults<AlipayOperation>();
  const calls: Call<AlipayOperation>[] = [];
  const identity = {
    appId,
    appPublicKey: app.publicKey,
    alipayPrivateKey: alipay.privateKey,
    foreignPrivateKey: foreign.privateKey,
  };

  const server = await listenLocally(port, async (request, response) => {
    const requested = new URL(request.url ?? '', 'http://localhost');
    if (requested.pathname === '/gateway.do') {
      const heard = (_method: string, params: Record<string, string>) => note(calls, 'oauth.token', params);
      return answerGateway({ ...identity, codes, heard, take: () => faults.take('oauth.token') }, request, response);
    }
    if (requested.pathname.startsWith('/v3/')) {
      const heard = (operation: FaceOperation, details: Record<string, unknown>) => note(calls, operation, details);
      const facePageUrl = (id: string) => `${url}/face?certify_id=${id}`;
      return answerOpenApi({ ...identity, certifications, facePageUrl, heard, take: faults.take }, request, response);
    }
    if (requested.pathname === '/face' && request.method === 'POST')
      return answerFaceOutcome(certifications, request, response);
    if (requested.pathname === '/face') return answerFacePage(certifications, requested, response);
    if (requested.pathname === '/simulator/codes') return answerCodeRequest(codes, request, response);
    sendJson(response, 404, { message: 'not found' });
  });
  const url = `http://127.0.0.1:${server.port}`;

  return {
    url,
    env: {
      ALIPAY_APP_ID: appId,
      ALIPAY_PRIVATE_KEY: app.privateKey,
      ALIPAY_PUBLIC_KEY: alipay.publicKey,
      ALIPAY_GATEWAY: `${url}/gateway.do`,
      ALIPAY_ENDPOINT: url,
    },
    calls,
    failNext: faults.failNext,
    issueCode: codes.issue,
    decide: certifications.decide,
    close: server.close,
  };
}
