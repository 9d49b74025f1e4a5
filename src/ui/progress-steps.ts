/** In how many steps the ring in the icon of the tab closes: each is a file that the build makes. */
export const progressSteps = 12;
