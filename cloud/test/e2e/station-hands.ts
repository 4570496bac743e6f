import type { CDPSession, Page } from 'playwright-core';
import type { MadeDeal, MadeParty } from '../../local/documents/deal';
import { pictureFor } from '../people';
import type { DocumentCamera } from './fake-camera';
import inPage from './in-page.cjs';

/** The operator's hands: only keys, and a scanner. The mouse lies untouched. */
export interface Hands {
  page: Page;
  /** Keys pressed so far; a Chinese letter counts as one, a scanner's keys as none. */
  keys: number;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** A hand-held scanner, which types a code faster than any hand and ends with Enter. */
  scan(code: string): Promise<void>;
}

export function handsAt(page: Page): Hands {
  let session: Promise<CDPSession> | undefined;
  const hands: Hands = {
    page,
    keys: 0,
    async press(key) {
      hands.keys++;
      await page.keyboard.press(key);
    },
    async type(text) {
      hands.keys += [...text].length;
      await page.keyboard.type(text);
    },
    async scan(code) {
      const device = await (session ??= page.context().newCDPSession(page));
      // Sent in one go: a scanner does not wait for the page between two keys.
      const key = (type: 'keyDown' | 'keyUp', text: string) =>
        device.send('Input.dispatchKeyEvent', text === '\r' ? { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, ...(type === 'keyDown' ? { text } : {}) } : { type, key: text, ...(type === 'keyDown' ? { text } : {}) });
      await Promise.all([...code, '\r'].flatMap((text) => [key('keyDown', text), key('keyUp', text)]));
    },
  };
  return hands;
}

const fieldOf = (page: Page): Promise<string | null> => page.evaluate(inPage.focusedField);

/** What belongs into a field of the form; a field that is none of these is a fault of the story. */
function entryFor(field: string, { plate, vin, seller, buyer }: MadeDeal): string {
  const { kind, name, number, person }: MadeParty = field.startsWith('parties.0') ? seller : buyer;
  const entries: Record<string, string> = {
    plate: plate.slice(2), vin, name, idNumber: kind === 'unit' ? '' : number, creditCode: number, delegateName: person.name, delegateIdNumber: person.number,
  }; // prettier-ignore
  const entry = entries[field.split('.').at(-1)!];
  if (!entry) throw new Error(`nothing to enter in ${field}`);
  return entry;
}

/** Fills in what the form still asks for, from Enter to Enter, until the deal lies on the desk; `layCard` in place of typing who the persons are. */
export async function enterDeal(hands: Hands, deal: MadeDeal, layCard?: (party: MadeParty) => void): Promise<void> {
  const { page } = hands;
  await page.locator('form [data-field="plate"]').waitFor();
  await page.waitForFunction(inPage.isAnyFieldFocused);
  for (let field = await fieldOf(page); field !== null; field = await fieldOf(page)) {
    const party = field === 'parties.0.name' ? deal.seller : field === 'parties.1.name' ? deal.buyer : undefined;
    if (party?.kind === 'unit') await hands.press('F8');
    if (party?.kind === 'person' && layCard) {
      layCard(party);
      await page.waitForFunction(inPage.holds, { field: field.replace('name', 'idNumber'), text: party.number });
    } else if (field !== 'certificate') await hands.type(entryFor(field, deal));
    await hands.press('Enter');
    await page.waitForFunction(inPage.hasFocusLeft, field, { timeout: 10_000 });
  }
  await page.getByRole('listbox', { name: '拍照清单' }).waitFor();
}

/** Each party reads the notice on the screen and agrees. */
export async function noteNotices(hands: Hands, parties = 2): Promise<void> {
  const { page } = hands;
  await hands.press('y');
  for (let party = 0; party < parties; party++) {
    const agree = page.getByRole('dialog').last().getByRole('button', { name: /已阅读并同意/ });
    await agree.and(page.locator(':enabled')).waitFor();
    const reader = await page.getByRole('dialog').last().innerText();
    await hands.press('y');
    await page.waitForFunction(inPage.isOtherDialog, reader);
  }
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** The place for which the desk wants a picture now; undefined once all that is required is there. */
export async function wantedPlace(page: Page): Promise<string | undefined> {
  const { placeNow } = inPage;
  await page.waitForFunction(inPage.knowsWhatItWants, placeNow);
  const id: string | undefined = await page.evaluate(inPage.idOf, placeNow);
  return id?.slice('place-'.length);
}

/** Lays one thing after the other under the camera and takes it by Space. @returns the places in their order */
export async function takePictures(hands: Hands, camera: DocumentCamera, until?: string): Promise<string[]> {
  const { page } = hands;
  const taken: string[] = [];
  for (let code = await wantedPlace(page); code && code !== until; code = await wantedPlace(page)) {
    await takeOne(hands, camera, code);
    taken.push(code);
    if (taken.length > 40) throw new Error(`the desk never has enough: ${taken.join(' ')}`);
  }
  return taken;
}

/** A frame can be torn while a slow machine lays it under the camera: as at a counter, what the desk does not like is taken again, twice at most. */
async function takeOne(hands: Hands, camera: DocumentCamera, code: string): Promise<void> {
  const { page } = hands;
  const selector = inPage.placeNow;
  const said = async () => String(await page.evaluate(inPage.saidByDesk, { selector, unlike: null }));
  const doubts: string[] = [];
  while (doubts.length < 3) {
    await camera.show(pictureFor(code));
    await seenByPage(page);
    const before = await said();
    await hands.press('Space');
    // A key that went astray is pressed again, too; while a picture is being made it does nothing.
    await page.waitForFunction(inPage.saidByDesk, { selector, unlike: before }, { timeout: 20_000 }).catch(() => undefined);
    if (await page.evaluate(inPage.isOtherPlace, { selector, before: `place-${code}` })) return;
    doubts.push(await said());
    console.log(`${code} is taken again: ${doubts.at(-1)}`);
  }
  throw new Error(`${code} was never good: ${doubts.join(' | ')}`);
}

/** The camera gives some pictures each second: what was laid under it is in the live picture after three of them. */
export const seenByPage = (page: Page): Promise<void> => page.evaluate(inPage.seeThreeFrames);
