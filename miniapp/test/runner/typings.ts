import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Platform } from './platform';

/** A member of `wx` or `my` as its vendor's typings declare it. */
export interface Member {
  kind: 'function' | 'value';
  /** It answers by a promise where no callback is given. */
  promised: boolean;
}
export type Members = Map<string, Member>;

/** What a host offers: its global object, and the objects that its calls return (CameraContext, UploadTask, …). */
export interface HostTypings {
  global: Members;
  /** @throws where the typings know no such interface */
  shape(name: string): Members;
}

const sources: Record<Platform, { folder: string; namespace: string; global: string | undefined }> = {
  weapp: { folder: folderOf('miniprogram-api-typings', 'types/wx'), namespace: 'WechatMiniprogram', global: 'Wx' },
  alipay: { folder: folderOf('@mini-types/my', 'types', '@mini-types/alipay'), namespace: 'my', global: undefined },
};
const read = new Map<Platform, HostTypings>();

/** Reads the vendor's own typings; what they do not declare does not exist on the phone. */
export function typingsOf(platform: Platform): HostTypings {
  const known = read.get(platform);
  if (known) return known;
  const { folder, namespace, global } = sources[platform];
  const namespaceMembers: Members = new Map();
  const interfaces = new Map<string, Members>();
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements) {
      if (ts.isModuleDeclaration(statement)) collect(statement, namespace, namespaceMembers, interfaces);
    }
  }
  const typings: HostTypings = {
    global: global ? interfaces.get(global)! : namespaceMembers,
    shape: (name) => {
      const members = interfaces.get(name);
      if (!members) throw new Error(`the typings of ${platform} know no ${name}`);
      return members;
    },
  };
  read.set(platform, typings);
  return typings;
}

function collect(
  declaration: ts.ModuleDeclaration,
  namespace: string,
  own: Members,
  interfaces: Map<string, Members>,
): void {
  const { name, body } = declaration;
  if (!ts.isIdentifier(name) || name.text !== namespace || !body) return;
  // `declare namespace my.ap { … }` is a namespace that holds another one.
  if (ts.isModuleDeclaration(body)) {
    own.set(body.name.text, { kind: 'value', promised: false });
    return;
  }
  if (!ts.isModuleBlock(body)) return;
  for (const statement of body.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      own.set(statement.name.text, { kind: 'function', promised: isPromise(statement.type) });
    } else if (ts.isVariableStatement(statement)) {
      for (const { name: variable } of statement.declarationList.declarations) {
        if (ts.isIdentifier(variable)) own.set(variable.text, { kind: 'value', promised: false });
      }
    } else if (ts.isInterfaceDeclaration(statement)) {
      const members = interfaces.get(statement.name.text) ?? new Map<string, Member>();
      statement.members.forEach((member) => collectMember(member, members));
      interfaces.set(statement.name.text, members);
    }
  }
}

function collectMember(member: ts.TypeElement, members: Members): void {
  if (!member.name || !ts.isIdentifier(member.name)) return;
  const { text } = member.name;
  if (ts.isMethodSignature(member)) members.set(text, { kind: 'function', promised: isPromise(member.type) });
  else if (ts.isPropertySignature(member)) {
    const isFunction = member.type !== undefined && ts.isFunctionTypeNode(member.type);
    members.set(text, { kind: isFunction ? 'function' : 'value', promised: false });
  }
}

/** `Promise<…>` in Alipay's typings, `PromisifySuccessResult<…>` in WeChat's. */
function isPromise(type: ts.TypeNode | undefined): boolean {
  if (!type) return false;
  if (ts.isIntersectionTypeNode(type) || ts.isUnionTypeNode(type)) return type.types.some(isPromise);
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text.startsWith('Promis');
}

/** @param through a package that brings this one along */
function folderOf(packageName: string, inside: string, through?: string): string {
  const from = through ? path.dirname(require.resolve(`${through}/package.json`)) : __dirname;
  return path.join(path.dirname(require.resolve(`${packageName}/package.json`, { paths: [from] })), inside);
}
