import type Koa from 'koa';
import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { lastCheckpoint } from './checkpoints';

/** A full tile holds so many hashes: the nodes of every eighth level (C2SP tlog-tiles). */
const width = 256;

/**
 * The log for monitors, by C2SP tlog-tiles: `GET /evidence/checkpoint` and `GET /evidence/tile/<level>/<index>[.p/<width>]`.
 * Hashes only; what the leaves say is private, so there are no entry bundles.
 */
export function logTiles({ db }: Pick<Deps, 'db'>): Koa.Middleware {
  return async (koa, next) => {
    if (koa.method !== 'GET' || !/^\/evidence\/(checkpoint$|tile\/)/.test(koa.path)) return next();
    const checkpoint = await lastCheckpoint(db.manager);
    ensure(checkpoint, 'request.not_found');
    if (koa.path === '/evidence/checkpoint') {
      koa.set('Cache-Control', 'no-store');
      koa.type = 'text/plain; charset=utf-8';
      koa.body = checkpoint.note;
      return;
    }
    const tile = tileOf(koa.path);
    ensure(tile && hashesIn(tile, checkpoint.size) >= tile.hashes, 'request.not_found');
    const level = tile.level * 8;
    const from = tile.index * width;
    const rows: { hash: string }[] =
      level === 0
        ? await db.query('SELECT leaf_hash AS hash FROM evidence_leaves WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index', [from, from + tile.hashes])
        : await db.query('SELECT hash FROM evidence_nodes WHERE level = ? AND position >= ? AND position < ? ORDER BY position', [level, from, from + tile.hashes]);
    ensure(rows.length === tile.hashes, 'request.not_found');
    koa.set('Cache-Control', 'public, max-age=31536000, immutable');
    koa.type = 'application/octet-stream';
    koa.body = Buffer.concat(rows.map(({ hash }) => Buffer.from(hash, 'hex')));
  };
}

interface Tile {
  level: number;
  index: number;
  hashes: number;
}

/** The index stands in groups of three digits, all but the last with an x: 1234067 is x001/x234/067. */
function tileOf(path: string): Tile | undefined {
  const [, level, groups, partial] = /^\/evidence\/tile\/(\d|[1-5]\d)\/((?:x\d{3}\/){0,3}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  const hashes = partial ? Number(partial) : width;
  if (!level || !groups || (partial && hashes >= width)) return undefined;
  return { level: Number(level), index: Number(groups.replace(/\D/g, '')), hashes };
}

/** How many hashes of this tile a log of `size` leaves has. */
const hashesIn = ({ level, index }: Tile, size: number) => Math.max(0, Math.floor(size / 256 ** level) - index * width);
