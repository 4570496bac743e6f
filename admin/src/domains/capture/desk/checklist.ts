import { type DealFacts, photosFor, type PhotoRules, type RequiredPhoto } from '@yongche/contract/standards/photo-list';
import { imageProblems, returnCodes } from '@yongche/contract/vocabulary';
import type { CounterDeal, KeptPicture, ServerDeal } from '../counter-deal';

type ServerImage = ServerDeal['slots'][number]['images'][number];
/** What the desk must know of a photo type to take it. */
type Photo = Pick<RequiredPhoto, 'code' | 'title' | 'hint' | 'reason' | 'required' | 'subject' | 'aspect' | 'budgetBytes' | 'longSide' | 'min' | 'max'>;

/** A picture in its place, with what is known of it. */
export interface PlacedPicture {
  picture: KeptPicture;
  /** `doubtful`: this PC saw something wrong with it, the server has not judged yet. */
  tone: 'bad' | 'doubtful' | 'waiting' | 'good';
  label: string;
  sentences: string[];
}

/** One photo type of a deal as the operator sees it. */
export interface Place extends Photo {
  pictures: PlacedPicture[];
  tone: 'open' | 'bad' | 'waiting' | 'good' | 'optional';
  /** 待拍, 已拍, 上传中, 合格, 需重拍. */
  label: string;
  /** Why it must be taken again. */
  sentences: string[];
  /** Something is missing here, or must be taken again. */
  isOpen: boolean;
  /** Whether one more fits in beside those that are there. */
  mayAdd: boolean;
  /** The picture whose place the next one takes unless another is meant: the one that is no good, or the only one. */
  gives: string | null;
}

/**
 * 拍照清单 of a deal, required types first. The server's own list counts once it knows the deal as it was entered last; without it
 * the remembered photo rules say the same.
 */
export function placesOf(rules: PhotoRules, deal: CounterDeal, server: ServerDeal | null): Place[] {
  const isSame = server !== null && sameFacts(deal.input, server);
  const photos: Photo[] = isSame ? server.slots : photosFor(rules, deal.input);
  const images = new Map((server?.slots ?? []).flatMap((slot) => slot.images.map((image) => [image.id, image])));
  const matters = deal.stage === 'attention' || !isSame ? deal.matters : found(server);
  const places = photos.map((photo) => placeOf(photo, { deal, matters, images }));
  return [...places.filter(({ required }) => required), ...places.filter(({ required }) => !required)];
}

/** What the pre-check says of single pictures; while it runs it speaks of those that were there before. */
function found({ gate }: ServerDeal): CounterDeal['matters'] {
  return gate.some(({ code }) => code === 'checks_running') ? [] : gate.filter(({ code }) => code === 'rule_blocks');
}

/** Whether both say the same of what the photo list asks for. */
function sameFacts(a: DealFacts, b: DealFacts): boolean {
  const said = ({ business, mortgaged, parties }: DealFacts) => JSON.stringify([business, mortgaged, parties.map(({ side, kind, attendance }) => `${side} ${kind} ${attendance}`).sort()]);
  return said(a) === said(b);
}

interface Known {
  deal: CounterDeal;
  /** What the server's check found, each with the place of which it speaks. */
  matters: CounterDeal['matters'];
  images: Map<string, ServerImage>;
}

function placeOf(photo: Photo, { deal, matters: said, images }: Known): Place {
  const own = deal.pictures.filter(({ slot }) => slot === photo.code);
  const replaced = new Set(own.map(({ replaces }) => replaces));
  const verdictOf = (picture: KeptPicture) => images.get(picture.id) ?? picture.image;
  const inForce = own.filter((picture) => !replaced.has(picture.id) && verdictOf(picture)?.state !== 'replaced');
  const pictures = inForce.slice(photo.max === 1 ? -1 : 0).map((picture) => placed(picture, verdictOf(picture)));
  const bad = pictures.filter(({ tone }) => tone === 'bad');
  const right = pictures.length - bad.length;
  const missing = Math.max(0, photo.min - right);
  const isOnWay = pictures.some(({ picture }) => picture.state === 'waiting' || picture.state === 'sending');
  // What the server said of this place counts until there is a picture that it has not seen.
  const matters = isOnWay ? [] : said.filter(({ slot }) => slot === photo.code).map(({ sentence }) => sentence);
  const sentences = [...new Set([...bad.flatMap((each) => each.sentences), ...matters])];
  const isBad = bad.length > 0 || (matters.length > 0 && pictures.length > 0);
  const base = {
    ...photo,
    pictures,
    sentences,
    isOpen: isBad || missing > 0,
    mayAdd: bad.length === 0 && pictures.length < photo.max,
    gives: bad[0]?.picture.id ?? (pictures.length >= photo.max ? (pictures.at(-1)?.picture.id ?? null) : null),
  };
  if (isBad) return { ...base, tone: 'bad', label: bad[0]?.label ?? '需处理' };
  if (missing > 0) return { ...base, tone: 'open', label: right > 0 ? `还差${missing}张` : '待拍' };
  if (pictures.length === 0) return { ...base, tone: 'optional', label: '可不拍' };
  const least = pictures.find(({ tone }) => tone !== 'good');
  const count = pictures.length > 1 ? ` ${pictures.length}张` : '';
  return { ...base, tone: least ? 'waiting' : 'good', label: `${(least ?? pictures[0]!).label}${count}` };
}

function placed(picture: KeptPicture, image: ServerImage | null): PlacedPicture {
  if (picture.marked) return { picture, tone: 'bad', label: '重拍', sentences: [`${picture.marked} ${returnCodes[picture.marked]}，请重拍。`] };
  if (picture.state === 'refused') return { picture, tone: 'bad', label: '未收下', sentences: [picture.refusal ?? '服务器没有收下这张照片，请重拍。'] };
  if (image?.state === 'rejected') return { picture, tone: 'bad', label: '需重拍', sentences: image.problems.map(({ sentence }) => sentence) };
  if (image?.state === 'returned') {
    const why = image.returned ? `${image.returned.code} ${returnCodes[image.returned.code]}${image.returned.note ? `：${image.returned.note}` : ''}` : '核对时退回，请重拍。';
    return { picture, tone: 'bad', label: '核对退回', sentences: [why] };
  }
  if (image?.state === 'accepted') return { picture, tone: 'good', label: '合格', sentences: [] };
  const label = picture.state === 'sending' || picture.state === 'arrived' ? '上传中' : '已拍';
  return { picture, tone: picture.problems.length > 0 ? 'doubtful' : 'waiting', label, sentences: picture.problems.map((problem) => sentenceOfProblem(problem)) };
}

/** What the machine saw at once, in words for the counter: there is a document camera, no phone. */
export const sentenceOfProblem = (problem: keyof typeof imageProblems): string => counterWords[problem] ?? imageProblems[problem];

const counterWords: Partial<Record<keyof typeof imageProblems, string>> = {
  too_many_pixels: '照片尺寸过大，无法处理，请用摄像头直接拍。',
  too_small: '照片太小，字看不清，请把证件放近一些，或把摄像头分辨率调高后重拍。',
  blurred: '照片模糊，请压平、等对焦稳定后重拍。',
  dark: '照片太暗，请打开高拍仪的灯后重拍。',
  overexposed: '照片过亮，请调暗高拍仪的灯或避开窗光后重拍。',
  glare: '证件上有反光，字看不清，请转一个方向或关掉一侧灯后重拍。',
  format_unsupported: '这种照片格式不能使用（如 HEIC、SVG、动图），请换成 JPEG 或 PNG，或用摄像头拍。',
};

/** The next place that is open, in the order of the list, beginning after this one. */
export function nextOpen(places: Place[], after: string | null): Place | undefined {
  const at = places.findIndex(({ code }) => code === after);
  return [...places.slice(at + 1), ...places.slice(0, at + 1)].find(({ isOpen }) => isOpen);
}

/** Required types that are there, of all required. */
export function progressOf(places: Place[]): { done: number; of: number } {
  const required = places.filter((place) => place.required);
  return { done: required.filter(({ isOpen }) => !isOpen).length, of: required.length };
}

/** 告知 that are not noted yet, by position of the party. */
export const openNotices = ({ input, notifiedAt }: CounterDeal): number[] => input.parties.flatMap((_, at) => (notifiedAt[at] ? [] : [at]));

/** Pictures of a person or unit, which are taken only when that side has agreed: P01–P06 the seller's, P07–P12 the buyer's. */
function sideOfPlace(code: string): 'seller' | 'buyer' | undefined {
  if (/^P0[1-6]$/.test(code)) return 'seller';
  return /^P(0[7-9]|1[0-2])$/.test(code) ? 'buyer' : undefined;
}

/** The first party of the place's side that has not agreed yet; undefined where the picture may be taken. */
export function noticeBefore(deal: CounterDeal, code: string): number | undefined {
  const side = sideOfPlace(code);
  return openNotices(deal).find((at) => deal.input.parties[at]!.side === side);
}

/** What hinders the deal from being completed, and where to go for it; undefined where nothing does. */
export function whatIsMissing(deal: CounterDeal, places: Place[]): { sentence: string; slot: string | null; notice: number | null } | undefined {
  const open = places.filter(({ isOpen, tone, pictures }) => isOpen && (tone !== 'bad' || pictures.some((each) => each.tone === 'bad')));
  const [first] = open;
  const [notice] = openNotices(deal);
  if (notice !== undefined) return { sentence: '还不能完成：还有当事人没有阅读告知并同意。', slot: null, notice };
  if (!first) return undefined;
  const more = open.length > 1 ? `（共${open.length}项）` : '';
  return { sentence: `还不能完成：${first.tone === 'bad' ? '要重拍' : '还缺'}“${first.title}”${more}。`, slot: first.code, notice: null };
}
