import { comparePageVersions, isPageVersion } from './page-version';

it('orders versions by the package first, by figures and not by letters, then by the minute of the build', () => {
  const inOrder = ['unbuilt', '0.1.0', '0.1.0+202611281159', '0.1.0+202611281200', '0.2.0+202601010000', '0.10.0', '1.0.0+202612010000'];
  expect([...inOrder].reverse().sort(comparePageVersions)).toEqual(inOrder);
});

it('finds equal what is the same page, and no version at all older than every version', () => {
  expect(comparePageVersions('0.1.0+202611281200', '0.1.0+202611281200')).toBe(0);
  expect(comparePageVersions('unbuilt', '0.1.0+test')).toBe(0);
  expect(comparePageVersions('0.1.0+test', '0.0.1')).toBeLessThan(0);
});

it.each([
  ['0.1.0', true],
  ['0.1.0+202611281200', true],
  ['0.1.0+2026', false],
  ['v0.1.0', false],
  ['../../etc', false],
  ['0.1', false],
])('knows whether %s is a version', (text, expected) => {
  expect(isPageVersion(text)).toBe(expected);
});
