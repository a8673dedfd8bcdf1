// To which another site leads back in a popup.
if (opener) hit('o:callback');
