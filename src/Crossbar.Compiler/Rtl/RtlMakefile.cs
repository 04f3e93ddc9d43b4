namespace Crossbar.Compiler.Rtl;

/// <summary>The Makefile beside the modules: simulation and synthesis by hand, without our tool.</summary>
internal static class RtlMakefile
{
    /// <summary>Its name.</summary>
    public const string File = "Makefile";

    /// <summary>Writes it.</summary>
    /// <param name="design">The modules.</param>
    public static string Write(RtlDesign design) => $$"""
        # Written by crossbar rtl. {{design.LongestReads}} reads of an image, one after the other along the longest path. Everything runs in this folder.
        #   make            simulates in Verilator and compares with the runtime, code by code
        #   make icarus     the same in Icarus Verilog, some thousand times slower
        #   make lint       Verilator's warnings
        #   make synth      Yosys: no latches, loops or multiple drivers; cells of each module
        # PLUSARGS="+stall=30 +seed=2" pauses both ends; PARAMETERS="-GARRAY_LATENCY=4 -GCOLUMNS_PER_ADC=8" is another array.
        TOP = {{design.Top}}
        BENCH = $(TOP)_tb
        SOURCES = $(filter-out $(BENCH).sv, $(wildcard *.sv))
        # Loops over channels stay loops: unrolled they take minutes to compile.
        VERILATOR_FLAGS = -O3 --unroll-count 1024 --unroll-stmts 64 -MAKEFLAGS "-s OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1"
        PLUSARGS =
        PARAMETERS =

        verilator: build/verilator/V$(BENCH)
        	./$< $(PLUSARGS)

        build/verilator/V$(BENCH): $(SOURCES) $(BENCH).sv
        	mkdir -p build
        	verilator --binary --timing $(VERILATOR_FLAGS) -j 2 --top-module $(BENCH) $(PARAMETERS) --Mdir build/verilator $(SOURCES) $(BENCH).sv

        icarus: build/$(BENCH).vvp
        	vvp -n $< $(PLUSARGS)

        build/$(BENCH).vvp: $(SOURCES) $(BENCH).sv
        	mkdir -p build
        	iverilog -g2012 -s $(BENCH) $(subst -G,-P$(BENCH).,$(PARAMETERS)) -o $@ $(SOURCES) $(BENCH).sv

        lint:
        	verilator --lint-only -Wall --unroll-count 1024 --top-module $(TOP) $(SOURCES)

        synth:
        	mkdir -p build
        	yosys -q -l build/synth.log -p "read_verilog -defer -sv -DSYNTHESIS $(SOURCES); hierarchy -check -top $(TOP); proc; opt; check -assert; select -assert-none t:\$$dlatch; tee -o build/cells.txt stat; tee -q -o build/cells.json stat -json"

        clean:
        	rm -rf build

        .PHONY: verilator icarus lint synth clean

        """;
}
