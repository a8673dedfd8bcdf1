// Sample data behind the API. Places and people are invented.

export const stations = {
  'skarne-harbour': { id: 'skarne-harbour', name: 'Skarne harbour', water: 'sea', instrument: 'tern', level_m: 3.42, trend: 'rising', battery_v: 3.58 },
  'skarne-bridge': { id: 'skarne-bridge', name: 'Skarne road bridge', water: 'tidal river', instrument: 'tern', level_m: 2.17, trend: 'rising', battery_v: 3.61 },
  'holm-lock': { id: 'holm-lock', name: 'Holm lock', water: 'canal', instrument: 'tern', level_m: 1.86, trend: 'steady', battery_v: 3.49 },
  'aldfoot-weir': { id: 'aldfoot-weir', name: 'Aldfoot weir', water: 'river', instrument: 'dipper', level_m: 0.74, trend: 'falling', battery_v: 3.55 },
  'aldfoot-mill': { id: 'aldfoot-mill', name: 'Aldfoot mill race', water: 'river', instrument: 'dipper', level_m: 0.41, trend: 'falling', battery_v: 3.57 },
  'thorn-beck': { id: 'thorn-beck', name: 'Thorn beck', water: 'stream', instrument: 'dipper', level_m: 0.28, trend: 'steady', battery_v: 3.62 },
  'cold-tarn': { id: 'cold-tarn', name: 'Cold tarn', water: 'reservoir', instrument: 'dipper', level_m: 11.93, trend: 'steady', battery_v: 3.44 },
  'sandwick-marsh': { id: 'sandwick-marsh', name: 'Sandwick marsh well', water: 'groundwater', instrument: 'dipper', level_m: -1.32, trend: 'rising', battery_v: 3.60 },
};

const keeper = (username, name, place, since, note, ids) => ({
  username, name, place, since, note, stations: ids.map((id) => stations[id]),
});

/** Keepers by user name. */
export const keepers = Object.fromEntries([
  keeper('mara', 'Mara Lindqvist', 'Skarne', 2014, 'Harbour master. Cleans the staff board by dinghy on the first Sunday of the month.', ['skarne-harbour', 'skarne-bridge']),
  keeper('oskar', 'Oskar Bell', 'Aldfoot', 2017, 'Retired miller, still up before the river.', ['aldfoot-weir', 'aldfoot-mill']),
  keeper('priya', 'Priya Raman', 'Thornholme', 2019, 'Hill farmer and flood warden for the upper valley.', ['thorn-beck', 'cold-tarn']),
  keeper('tomas', 'Tomas Okafor', 'Holm', 2016, 'Lock keeper. Reads the paper gauge every morning and sends us the difference.', ['holm-lock']),
  keeper('ines', 'Ines Carvalho', 'Sandwick', 2021, 'Ecologist at the marsh reserve.', ['sandwick-marsh']),
].map((it) => [it.username, it]));
