import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { OssError } from './oss-error';

/** 生命周期规则 of the bucket, kept as they were put; nothing is moved or removed by them here. */
export interface Lifecycle {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** `file`: where the rules are remembered. */
export function openLifecycle(file: string): Lifecycle {
  return {
    async answer(request, response) {
      if (request.method === 'DELETE') {
        rmSync(file, { force: true });
        return void response.writeHead(204).end();
      }
      if (request.method === 'PUT') {
        const xml = await text(request);
        judge(xml);
        writeFileSync(file, xml);
        return void response.writeHead(200, { 'content-length': '0' }).end();
      }
      if (!existsSync(file)) throw new OssError(404, 'NoSuchLifecycle', 'No Row found in Lifecycle Table.');
      response.writeHead(200, { 'content-type': 'application/xml' }).end(readFileSync(file));
    },
  };
}

const valueOf = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
const actions = ['Transition', 'Expiration', 'AbortMultipartUpload'];

/** Refuses what OSS refuses: other XML, rules without an action, days that are none, equal ids, and the same action under prefixes that overlap. */
function judge(xml: string): void {
  if (!/<LifecycleConfiguration>[\s\S]*<\/LifecycleConfiguration>/.test(xml)) throw malformed();
  const rules = [...xml.matchAll(/<Rule>([\s\S]*?)<\/Rule>/g)].map(([, rule]) => {
    const own = actions.flatMap((action) => [...rule!.matchAll(new RegExp(`<${action}>([\\s\\S]*?)</${action}>`, 'g'))].map(([, said]) => ({ action: `${action} ${valueOf(said!, 'StorageClass') ?? ''}`, days: valueOf(said!, 'Days'), date: valueOf(said!, 'CreatedBeforeDate') })));
    return { id: valueOf(rule!, 'ID'), prefix: valueOf(rule!, 'Prefix'), status: valueOf(rule!, 'Status'), actions: own };
  });
  const isWellFormed = rules.length > 0 && rules.every(({ prefix, status, actions }) => prefix !== undefined && ['Enabled', 'Disabled'].includes(status ?? '') && actions.length > 0 && actions.every(({ days, date }) => date !== undefined || /^[1-9]\d*$/.test(days ?? '')));
  if (!isWellFormed) throw malformed();
  for (const [at, one] of rules.entries()) {
    for (const other of rules.slice(at + 1)) {
      if (one.id && one.id === other.id) throw new OssError(400, 'InvalidArgument', 'Rule ID must be unique.');
      const overlap = one.prefix!.startsWith(other.prefix!) || other.prefix!.startsWith(one.prefix!);
      if (overlap && one.actions.some(({ action }) => other.actions.some((same) => same.action === action))) throw new OssError(400, 'InvalidArgument', 'Found overlap prefix in different rules of the same action.');
    }
  }
}

const malformed = () => new OssError(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema.');
