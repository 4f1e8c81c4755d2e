// What one message says about each place, in the words of its language.

const LONG_NAME = 7;
const PROVINCE_ENDINGS = /(?:维吾尔|壮族|回族)?(?:特别行政区|自治区|省|市)$/;
const MINUS = "\u2212";

/**
 * Join a message with the index of places.
 *
 * @param {object} payload The message: one code, value and note per place, in index order.
 * @param {object[]} places The `places` of the index file.
 * @returns {object[]} One row per place: `index`, `id`, `name`,
 *   `shortName`, `otherName`, `province`, `shortProvince`, `entry` (its legend
 *   entry), `order` (of the entry), `value` (number or null), `valueText`, `unitSymbol`, `note`, `marked` (drawn with a border of its own),
 *   `visible`, `rank`, `search`.
 * @throws {Error} When message and index are not about the same places.
 */
export function readRows(payload, places) {
  const { codes, values, notes, visible } = payload;
  if (codes.length !== places.length || values.length !== places.length) {
    throw new Error(`the message is about ${codes.length} places, the index about ${places.length}`);
  }
  const entries = new Map(payload.legend.map((entry, order) => [entry.code, { ...entry, order }]));
  const inChinese = payload.lang !== "en";
  const rows = places.map((place, index) => {
    const entry = entries.get(codes[index]);
    if (!entry) throw new Error(`no legend entry ${codes[index]} for ${place.id}`);
    const name = (inChinese ? place.zh : place.en) || place.zh;
    const province = (inChinese ? place.province_zh : place.province_en) || place.province_zh;
    return {
      index,
      id: place.id,
      name,
      shortName: inChinese && name.length > LONG_NAME ? place.zh_short || name : name,
      otherName: inChinese ? place.en : place.zh,
      province,
      shortProvince: inChinese ? shortProvinceName(province) : province,
      entry,
      order: entry.order,
      value: values[index],
      valueText: formatValue(values[index], payload),
      unitSymbol: payload.unit_symbol ?? "",
      note: payload.note_labels?.[notes?.[index]] ?? "",
      marked: (payload.marked_notes ?? "").includes(notes?.[index] || " "),
      visible: !visible || visible[index] !== "0",
      rank: null,
      search: `${place.zh} ${place.en} ${place.province_zh} ${place.province_en} ${place.search ?? ""} ${place.id}`.toLowerCase(),
    };
  });
  rankRows(rows, payload.sort === "value_asc" ? 1 : -1);
  return rows;
}

/** What a province is called in short: 内蒙古 for 内蒙古自治区. */
export function shortProvinceName(name) {
  return name.replace(PROVINCE_ENDINGS, "") || name;
}

/** A number with the decimals of its layer; a layer of differences carries its sign. */
export function formatValue(value, { decimals, signed }) {
  if (value === null || value === undefined) return "";
  const digits = Math.abs(value).toFixed(decimals ?? 1);
  if (value < 0 && Number(digits) !== 0) return MINUS + digits;
  return signed && Number(digits) !== 0 ? `+${digits}` : digits;
}

/** Compare two rows by a column; a row without a value comes last in either direction. */
export function compareRows(left, right, { key, descending }, collator) {
  const sign = descending ? -1 : 1;
  if (key === "value") {
    if ((left.value === null) !== (right.value === null)) return left.value === null ? 1 : -1;
    const difference = (left.value ?? 0) - (right.value ?? 0);
    return sign * difference || left.order - right.order || left.index - right.index;
  }
  if (key === "entry") return sign * (left.order - right.order) || left.index - right.index;
  return sign * collator.compare(left[key], right[key]) || left.index - right.index;
}

// Equal values share a rank; only places that the filters leave are ranked.
function rankRows(rows, sign) {
  const ranked = rows
    .filter(({ value, visible }) => visible && value !== null)
    .sort((left, right) => sign * (left.value - right.value));
  ranked.forEach((row, position) => {
    const before = ranked[position - 1];
    row.rank = before && before.value === row.value ? before.rank : position + 1;
  });
}
