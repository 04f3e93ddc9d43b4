"""One array solved by one peer: peers.py PEER SOURCE M N conductances.bin voltages.bin currents.bin. All resistances are 1 ohm.

Prints the seconds for the first line of voltages alone, from the conductances on, and then those for all lines. What is imported, and a first call to be warm, are not counted.
"""
import importlib
import logging
import pathlib
import sys
import time
import types
import warnings

import numpy as np

peer, source, m, n = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
g = np.fromfile(sys.argv[5]).reshape(m, n)
voltages = np.fromfile(sys.argv[6]).reshape(-1, m)
warnings.simplefilter("ignore")


def badcrossbar():
    import badcrossbar as package
    logging.disable(logging.INFO)

    def solve(v):
        return package.compute(v.T, 1 / g, r_i=1, node_voltages=False, all_currents=False).currents.output
    return solve


def crosssim(tolerance, iterations):
    """CrossSim's circuit solver as its cores call it: conductances by the greatest one, voltages as they are."""
    from simulator import CrossSimParameters
    from simulator.backend import ComputeBackend
    from simulator.circuits.array.NonInterleaved_InputSource import NoninterleavedInputSourceArray

    def make(gamma):
        parameters = CrossSimParameters()
        parameters.xbar.device.Rmin = 1 / g.max()
        parameters.xbar.array.parasitics.enable = True
        parameters.xbar.array.parasitics.Rp_row = 1
        parameters.xbar.array.parasitics.Rp_col = 1
        parameters.simulation.Verr_th_mvm = tolerance
        parameters.simulation.Niters_max_parasitics = iterations
        parameters.simulation.relaxation_gamma = gamma
        parameters.simulation.hide_convergence_msg = True
        return NoninterleavedInputSourceArray(parameters)

    if ComputeBackend().use_gpu is None:
        ComputeBackend(use_gpu=False)
    gammas = [1.0]

    def solve(v):
        # Inputs as shares of full scale, which is what its tolerance refers to.
        array = make(gammas[-1])
        scale = np.abs(voltages).max()
        result = array.iterative_solve(g.T / g.max(), v.T / scale if len(v) > 1 else v[0] / scale)
        gammas.append(array.gamma)
        return g.max() * scale * (result.T if len(v) > 1 else result[None])
    return solve


def aihwkit():
    """Its Thevenin equivalents of columns, which need none of its compiled code: packages are declared without what they import by themselves."""
    for name in ("aihwkit", "aihwkit.simulator", "aihwkit.simulator.tiles", "aihwkit.simulator.parameters", "aihwkit.inference", "aihwkit.inference.converter"):
        module = types.ModuleType(name)
        module.__path__ = [str(source / name.replace(".", "/"))]
        sys.modules[name] = module
    rpu = types.ModuleType("aihwkit.simulator.rpu_base")
    rpu.__getattr__ = lambda name: type(name, (), {"__getattr__": lambda self, key: None})
    sys.modules["aihwkit.simulator.rpu_base"] = rpu
    extension = types.ModuleType("aihwkit.extension")
    extension.extension_ops = None
    sys.modules["aihwkit.extension"] = extension
    import torch
    torch.set_num_threads(1)
    tile = importlib.import_module("aihwkit.simulator.tiles.analog_mvm_irdrop_t").AnalogMVMIRDropT
    cells = torch.tensor(g * 1e6)

    def solve(v):
        # A row that is on has 0.6 V, one that is off the 0.4 V at which columns are read: differences of 0.2 V, in microampere per megaohm.
        pulses = torch.tensor((v > 0).astype(float))
        voltage, resistance = tile._thev_equiv(pulses, [cells, torch.zeros_like(cells)], 1, 0.0, m, 1.0, m, False)
        return ((voltage - 0.4) / resistance)[..., 0].numpy() * 1e-6
    return solve


sys.path.insert(0, str(source))
make = {
    "badcrossbar": badcrossbar,
    "crosssim": lambda: crosssim(1e-3, 100),
    "crosssim-fine": lambda: crosssim(1e-9, 1000),
    "aihwkit": aihwkit,
}[peer]
make()(voltages[:1])
solver = make()
begin = time.perf_counter()
solver(voltages[:1])
one = time.perf_counter() - begin
begin = time.perf_counter()
currents = solver(voltages)
every = time.perf_counter() - begin
np.ascontiguousarray(currents, dtype=float).tofile(sys.argv[7])
print(one, every)
