global using ModelRouter.NanoR1;
