import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 影像质量 as from 2026-2: sheets and cards are judged without the table on which they lie (so their print must be sharper
 * than is asked of a whole picture), and reflections, cut borders, screenshots and far too small sheets are sent back at once.
 */
export const qualityAsked = {
  document: { minSheetSharpness: 1500, minPixelsPerMillimetre: 2.5, maxGlare: 0.1, maxCutOff: 0.9, maxScreenshot: 0.85 },
  person: { maxScreenshot: 0.85 },
  vehicle: { maxScreenshot: 0.85 },
};

export class PhotoQuality1764705000000 implements MigrationInterface {
  name = 'PhotoQuality1764705000000';

  async up(runner: QueryRunner): Promise<void> {
    const [{ rules: text }]: [{ rules: string }] = await runner.query("SELECT rules FROM photo_rules WHERE version = '2026-1'");
    const rules = JSON.parse(text) as { quality: Record<keyof typeof qualityAsked, object> };
    const quality = Object.fromEntries(Object.entries(rules.quality).map(([subject, limits]) => [subject, { ...limits, ...qualityAsked[subject as keyof typeof qualityAsked] }]));
    await runner.query("INSERT INTO photo_rules (version, effective_from, rules) VALUES ('2026-2', '2026-02-01 00:00:00', ?)", [JSON.stringify({ ...rules, quality })]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM photo_rules WHERE version = '2026-2'");
  }
}
