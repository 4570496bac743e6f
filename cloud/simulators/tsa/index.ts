import { type Call, note } from '../calls';
import { createFaults, type Fault, playedOnConnection } from '../faults';
import { curveKeys } from '../keys';
import { listenLocally, readBody } from '../local-server';
import { certified, pemOf, type Signer } from './certificates';
import { integer, sequence } from '../der';
import { type Stamp, tokenOf } from './token';

export type TsaOperation = 'stamp';
/**
 * How it can lie: `wrong_imprint` stamps something else · `wrong_nonce` an old answer · `expired_certificate` a signer whose
 * time is over · `foreign_root` a signer whom the known root did not certify · `old_time` yesterday's date.
 */
export type TsaLie = 'wrong_imprint' | 'wrong_nonce' | 'expired_certificate' | 'foreign_root' | 'old_time';

/** 时间戳机构 by RFC 3161, with a root, a signer and real signatures. */
export interface TsaSimulator {
  url: string;
  /** What the product is configured by. */
  env: Record<string, string>;
  calls: Call<TsaOperation>[];
  failNext(fault: Fault): void;
  /** The next token is well formed and signed, and not to be believed. */
  lieNext(lie: TsaLie): void;
  close(): Promise<void>;
}

/** The parts of a request of fixed form: version 1, SHA-256, an optional nonce, certificate wanted. */
const request = /^30..020101(?:3031300d06096086480165030402010500|302f300b0609608648016503040201)0420(.{64})(?:02(..)(.*?))?(?:0101ff)?$/;

export async function startTsa({ directory, port }: { directory: string; port: number }): Promise<TsaSimulator> {
  const faults = createFaults<TsaOperation>();
  const lies: TsaLie[] = [];
  const calls: Call<TsaOperation>[] = [];
  const life = { from: '2024-01-01', until: '2044-01-01' };
  const rootOf = (file: string) => certified({ keys: curveKeys(directory, file), common: '模拟时间戳根证书', ...life });
  const root = rootOf('tsa-root');
  const signerOf = (issuer: Signer, until = life.until) => certified({ keys: curveKeys(directory, 'tsa-signer'), common: '模拟时间戳服务器', from: life.from, until, issuer });
  let serial = 1;

  function answerTo(asked: Stamp, lie: TsaLie | undefined): Buffer {
    const said = {
      ...asked,
      ...(lie === 'wrong_imprint' ? { imprint: Buffer.alloc(32, 7) } : {}),
      ...(lie === 'wrong_nonce' ? { nonce: Buffer.alloc(8, 0x11) } : {}),
      ...(lie === 'old_time' ? { at: new Date(asked.at.getTime() - 24 * 3600_000) } : {}),
    };
    const signer = signerOf(lie === 'foreign_root' ? rootOf('tsa-foreign-root') : root, lie === 'expired_certificate' ? '2024-12-31' : life.until);
    return sequence(sequence(integer(0)), tokenOf(said, signer));
  }

  const server = await listenLocally(port, async (incoming, response) => {
    const fault = faults.take('stamp');
    if (playedOnConnection(fault, incoming, response)) return;
    const [, imprint, , nonce] = request.exec((await readBody(incoming)).toString('hex')) ?? [];
    note(calls, 'stamp', { imprint });
    const refused = fault === 'refuse' || fault === 'rate_limited' || !imprint;
    const answer = refused ? sequence(sequence(integer(2))) : answerTo({ imprint: Buffer.from(imprint, 'hex'), nonce: nonce ? Buffer.from(nonce, 'hex') : undefined, at: new Date(), serial: (serial = (serial % 120) + 1) }, lies.shift());
    // The last bytes are the signature.
    if (fault === 'tampered' || fault === 'bad_signature') answer[answer.length - 1]! ^= 1;
    const sent = fault === 'truncated' ? answer.subarray(0, answer.length / 2) : answer;
    response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(sent);
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    env: { TSA_URL: url, TSA_CERTIFICATE: pemOf(root) },
    calls,
    failNext: (fault) => faults.failNext(fault, 'stamp'),
    lieNext: (lie) => void lies.push(lie),
    close: server.close,
  };
}
