// The list of measures as a Streamlit component.

import { mountMeasures } from "./measures_view.js";
import { bridge } from "./streamlit_bridge.js";

export const show = bridge((container, payload, send) => mountMeasures(container, { payload, send }));
