import { z } from 'zod';

/** 金额: integer fen, never negative; a person reads it as yuan with two decimals. */
export const fen = z.int().min(0).max(10_000_000_000);
/** A sum that may be below zero: a reversal, a balance. */
export const signedFen = z.int().min(-10_000_000_000).max(10_000_000_000);
/** A sum to be paid, at least one fen. */
export const positiveFen = z.int('金额应为整数（分）').min(1, '金额应大于零').max(10_000_000_000, '金额太大，请核对');
/** A calendar month, YYYY-MM. */
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 的样子');
export const year = z.coerce.number().int().min(2000).max(2100);
/** Version of a set of rules that a meeting decides, such as `2026-1`. */
export const version = z.object({ version: z.string().regex(/^[0-9A-Za-z.-]{1,20}$/, '版本号由字母、数字、点和连字符组成，最多20位') });
export const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
export const nextCursor = z.string().nullable();
export const search = z.string().trim().max(50).optional();
