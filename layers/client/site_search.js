// The search for a place on a page of the static site that has no map.

import { mountSearch } from "./place_search.js";

const NO_PLACE = "000000";

for (const lang of ["zh", "en"]) {
  const island = document.getElementById(`search-${lang}-setting`);
  const setting = island && JSON.parse(island.textContent);
  if (setting) {
    mountSearch(document.getElementById(`search-${lang}`), {
      payload: { index_url: setting.index_url, lang },
      onOpen: (id) => location.assign(setting.place_page.replace(NO_PLACE, id)),
    });
  }
}
