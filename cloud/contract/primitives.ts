import { z } from 'zod';
import { idNumberProblem, isAcceptableCreditCode, isAcceptableVin, normalizePlate, plateKind } from './standards';

/** A public id: UUID, never a row number. */
export const id = z.uuid('编号格式不正确');
/** An id that a client gives to what it makes: in small letters, as ours are. */
export const namedId = id.toLowerCase();
/** A moment in UTC, ISO 8601; handlers may return a Date. */
export const moment = z.preprocess((value) => (value instanceof Date ? value.toISOString() : value), z.iso.datetime());
/** A calendar day in Asia/Shanghai, YYYY-MM-DD. */
export const day = z.iso.date('日期应写成 2026-01-31 的样子');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '照片指纹格式不正确');
export const text = (max: number, label: string) =>
  z.string().trim().min(1, `请填写${label}`).max(max, `${label}不能超过${max}个字`);

/** 姓名: of a natural person, at most 50 characters. */
export const personName = text(50, '姓名');
/** 公民身份号码 (GB 11643). */
export const idNumber = z
  .string()
  .trim()
  .toUpperCase()
  .refine((value) => idNumberProblem(value) === undefined, '身份证号不正确，请核对每一位');
/** 统一社会信用代码 (GB 32100); a wrong check digit passes, because old codes fail it. */
export const creditCode = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isAcceptableCreditCode, '统一社会信用代码应为18位，不含 I、O、S、V、Z');
/** 车辆识别代号 (GB 16735). */
export const vin = z.string().trim().toUpperCase().refine(isAcceptableVin, '车架号不正确，请核对17位字母数字');
/** 号牌 (GA 36-2018), written without the dot. */
export const plate = z
  .string()
  .trim()
  .transform(normalizePlate)
  .refine((value) => plateKind(value) !== undefined, '车牌号不正确，例如 浙B12345 或 浙BD12345');

/** The keys of a vocabulary list as an enum. */
export function oneOf<T extends Record<string, string>>(list: T) {
  return z.enum(Object.keys(list) as [keyof T & string, ...(keyof T & string)[]]);
}
export const nothing = z.undefined();
