/** The part of an app.json that the page stack needs. */
export interface AppSettings {
  /** Every page, those of subpackages by their whole path. */
  pages: string[];
  tabs: { pagePath: string; text: string }[];
}

/** An app.json as either host writes it. */
export interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
  tabBar?: { list?: { pagePath: string; text: string }[]; items?: { pagePath: string; name: string }[] };
}

/** Reads pages and tabs, wherever the host writes them. */
export function settingsOf(app: AppJson): AppSettings {
  const inPackages = [...(app.subPackages ?? []), ...(app.subpackages ?? [])].flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
  );
  // Alipay calls a tab's text its name.
  const items = app.tabBar?.items?.map(({ pagePath, name }) => ({ pagePath, text: name }));
  return { pages: [...app.pages, ...inPackages], tabs: items ?? app.tabBar?.list ?? [] };
}
